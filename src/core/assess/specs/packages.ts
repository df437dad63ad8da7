// Package managers and builders.
import type { ToolSpec } from '../spec.ts';

const REMOVES = { reversible: 'yes', undo: 'Install it again.', preview: 'none', safer: 'none' } as const;
const PROJECT = {
  level: 'change',
  says: 'Runs code of this project: {target}.',
  deed: 'Run {tool} {target}',
  reversible: 'unknown',
  tags: ['runs-project-code'],
} as const;

export const packages: readonly ToolSpec[] = [
  {
    names: 'apt|apt-get|aptitude',
    valued: '-o -c -t -a --option --target-release --config-file',
    flags: '-y -q -qq -s -d -f -m -u -V -b --yes --assume-yes --dry-run --simulate --no-install-recommends --purge -h',
    reads:
      ', list, show, search, policy, showsrc, changelog, depends, rdepends, check, help, moo, showpkg, madison, why, why-not, versions',
    changes:
      'update, download, source, build-dep, clean, autoclean, auto-clean, distclean, mark, hold, unhold, edit-sources, add-repository',
    verbs: {
      'install|reinstall|satisfy': {
        level: 'change',
        says: 'Installs {target}.',
        deed: 'Install {target}',
        reversible: 'yes',
        undo: 'apt-get remove {operands}',
        preview: '{command} -s',
        dryRun: '-s --simulate --dry-run --just-print --no-act --recon',
        raise: [
          {
            when: { has: '--allow-downgrades --allow-remove-essential --force-yes --allow-unauthenticated --allow-change-held-packages' },
            level: 'destructive',
            says: 'Installs {target} against the protections of apt.',
            reversible: 'with-backup',
            undo: 'none',
            safer: 'none',
          },
        ],
      },
      'remove|autoremove|auto-remove': {
        level: 'destructive',
        says: 'Removes {target}.',
        deed: 'Remove {target}',
        ...REMOVES,
        preview: '{command} -s',
        dryRun: '-s --simulate --dry-run --just-print',
      },
      purge: {
        level: 'destructive',
        says: 'Removes {target} and its configuration.',
        deed: 'Purge {target}',
        reversible: 'with-backup',
        undo: 'none',
        preview: '{command} -s',
        safer: 'apt-get remove',
        dryRun: '-s --simulate --dry-run --just-print',
      },
      'upgrade|dist-upgrade|full-upgrade|safe-upgrade|dselect-upgrade': {
        level: 'destructive',
        says: 'Upgrades the packages of this host; services restart.',
        deed: 'Upgrade packages',
        reversible: 'with-backup',
        undo: 'none',
        preview: '{command} -s',
        safer: 'Upgrade one package: apt-get install --only-upgrade',
        dryRun: '-s --simulate --dry-run --just-print',
      },
    },
  },
  {
    names: 'dpkg|rpm',
    dashes: 'single',
    verbs: {
      '*': {
        level: 'read',
        says: '',
        cases: [
          {
            when: { has: '-i --install -U -Uvh -ivh -F --upgrade --unpack --configure -a', lacks: '-qa -q' },
            level: 'change',
            says: 'Installs {target}.',
            reversible: 'yes',
          },
          {
            when: {
              has: '-r --remove -P --purge -e --erase --force-all --clear-avail --set-selections --forget-old-unavail --rebuilddb --import',
            },
            level: 'destructive',
            says: 'Removes {target}.',
            deed: 'Remove {target}',
            ...REMOVES,
          },
        ],
      },
    },
  },
  {
    names:
      'dnf|yum|zypper|apk|pacman|brew|snap|flatpak|pkg|port|nix-env|nix|opkg|xbps-install|emerge|choco|winget|scoop|asdf|mise|sdkman|nvm|pyenv|rbenv|softwareupdate|mas|installer',
    valued: '-c -x --enablerepo --disablerepo --setopt -t',
    lexicon: true,
    reads:
      ', list, info, search, show, repolist, history, provides, repoquery, check-update, outdated, deps, leaves, desc, home, log, cat, config, doctor, --prefix, --cellar, --repository, --version, uses, commands, formulae, casks, tap-info, livecheck, audit, style, options, missing, --cache, --caskroom, -Q, -Qi, -Ql, -Ss, -Si, -Qs, -l, which, current, versions, where, shellenv, docs, help, ls-remote, find, connections, interfaces, services, changes, remote-ls, gist-logs, analytics, --env, --config, --taps, linkage, unpack-check, typecheck, ruby-version',
    changes: 'install, upgrade, update, add, tap, link, pin, fetch, reinstall, bundle, services start, makecache, refresh, use',
    ends: 'remove, uninstall, erase, autoremove, del, untap, unlink, cleanup, downgrade, distro-sync, system-upgrade, purge, rm, -R, -Rs, -Rns, unpin, services stop, services restart, migrate, autoremove',
    verbs: {},
  },
  {
    names: 'npm|pnpm|yarn|bun',
    valued: '-C --prefix -w --workspace --registry --tag --filter --cwd --dir --loglevel --otp',
    flags: '-g --global -D -S -E -y --json --long --depth -h',
    lexicon: true,
    reads:
      ', ls, list, ll, la, view, info, show, v, search, outdated, audit, why, explain, root, prefix, bin, ping, whoami, doctor, fund, docs, home, bugs, repo, help, help-search, config list, config ls, config get, get, pack --dry-run, query, diff, find-dupes, cache ls, cache verify, cache list, team ls, access list, access get, owner ls, dist-tag ls, dist-tag list, org ls, profile get, token list, sbom, licenses list, licenses ls, store path, store status, completion, versions, stars, hook ls, licenses, workspaces info, workspaces list',
    changes:
      'install, i, add, ci, update, up, upgrade, link, ln, init, create, set, config set, version, dedupe, ddp, rebuild, rb, pack, shrinkwrap, login, adduser, audit fix, pkg, cache add, edit, star, import, fetch, patch, store add, plugin import, set version, constraints, dlx, prune, approve-builds',
    ends: 'uninstall, remove, rm, r, un, unlink, unpublish, deprecate, owner rm, owner add, dist-tag rm, dist-tag add, access set, access grant, access revoke, token revoke, token create, team destroy, team rm, org rm, cache clean, cache clear, logout, config delete, config rm, hook rm, profile set, store prune, npm unpublish, npm publish, unstar',
    verbs: {
      publish: {
        level: 'destructive',
        says: 'Publishes this package for everybody. Cannot be undone.',
        deed: 'Publish the package',
        reversible: 'no',
        undo: 'none',
        preview: '{tool} pack --dry-run',
        safer: 'none',
        dryRun: '--dry-run',
      },
      'run|run-script|rum|test|t|tst|start|stop|restart|exec|x|build|dev|lint|workspace|workspaces run|node': { ...PROJECT },
    },
  },
  {
    names: 'npx|pnpx|bunx|uvx|pipx',
    verbs: {
      '*': {
        level: 'destructive',
        says: 'Fetches a package and runs it: {target}.',
        deed: 'Run {target}',
        reversible: 'unknown',
        undo: 'none',
        preview: 'none',
        safer: 'Install a pinned version first.',
        tags: ['runs-project-code', 'network'],
        cases: [{ when: { first: 'list environment', most: 1 }, level: 'read', says: '' }],
      },
    },
  },
  {
    names:
      'make|gmake|cmake|ninja|just|task|mage|bazel|gradle|gradlew|mvn|ant|sbt|rake|invoke|tox|nox|pytest|jest|vitest|mocha|tsc|eslint|prettier|biome|cypress|playwright|webpack|vite|rollup|esbuild|turbo|nx|lerna|pre-commit|phpunit|rspec|ctest|meson|scons|dotnet|msbuild|xcodebuild|swift|mix|stack|cabal|dune|zig|gcc|g++|cc|clang|ld|as|javac|java|rustc|kotlinc|ghc|black|isort|ruff|flake8|mypy|pylint|bandit|go|cargo|composer|bundle|gem|rails|django-admin|flask|poetry|uv|pip|pip3|pipenv|conda|mamba',
    lexicon: true,
    valued: '-C -f -j -m -p --manifest-path --project --directory',
    reads:
      'version, list, show, freeze, check, search, env, vet, doc, tree, metadata, locate-project, verify-project, info, outdated, why, licenses, diagnose, config list, config get, debug, inspect, help, index, cache dir, cache info, cache list, mod graph, mod why, mod verify, pip list, pip show, pip freeze, pip check, pip tree, tool list, python list, python find, python dir, tool dir, self version, env info, env list, source show, about, nodes, query, cquery, aquery, pkgid, read-manifest, --list, environment, contents, dependency, specification, which, rule, linter, server, config, show-config',
    changes:
      'install, add, init, new, lock, sync, update, upgrade, download, build, test, run, compile, fmt, generate, mod tidy, mod download, fetch, vendor, create, fix, bench, pip install, pip compile, pip sync, python install, tool install, export, venv, virtualenv, wheel, get, work, check, clippy, format, tool',
    ends: 'uninstall, remove, publish, yank, clean, owner, cache purge, cache remove, cache clean, cache prune, pip uninstall, tool uninstall, python uninstall, rm, cleanup, release:perform, deploy, push, db:drop, db:reset, env remove, logout, purge, python pin',
    verbs: {
      '*': {
        ...PROJECT,
        cases: [
          {
            when: {
              has: '-n --dry-run --just-print --recon --check --diff --list --collect-only --co --version -V --print-targets',
              lacks: '--fix --write -w',
            },
            level: 'read',
            says: '',
            tags: [],
          },
        ],
      },
    },
  },
];
