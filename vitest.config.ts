import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], more: object = {}) => ({ extends: true as const, test: { name, include, ...more } });

export default defineConfig({
  test: {
    projects: [
      // The core is pure: its tests share nothing but loaded modules, and loading those for each file took longer than the tests.
      project('unit', ['test/*.test.ts', 'test/core/**/*.test.ts', 'test/ui/**/*.test.ts', 'test/conductor/**/*.test.ts'], {
        isolate: false,
        maxWorkers: '100%',
        // None takes a second on an idle machine; a busy one must not fail them.
        testTimeout: 30_000,
      }),
      project(
        'adapters',
        [
          'test/adapters/**/*.test.ts',
          'test/runner/**/*.test.ts',
          'test/scripts/**/*.test.ts',
          'test/op/**/*.test.ts',
          'test/canary/**/*.test.ts',
          'test/cli/**/*.test.ts',
          'test/door/**/*.test.ts',
        ],
        {
          testTimeout: 30_000,
        },
      ),
      project('webview', ['test/webview/**/*.test.ts'], { testTimeout: 30_000, hookTimeout: 60_000 }),
      project('e2e', ['test/e2e/**/*.test.ts'], {
        testTimeout: 120_000,
        hookTimeout: 60_000,
        fileParallelism: false,
        retry: 0,
        globalSetup: 'test/e2e/harness/globalSetup.ts',
      }),
    ],
  },
});
