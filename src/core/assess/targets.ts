// What a call acts on, as tags: production, no target named, force.
import type { Args } from '../parse/args.ts';
import type { Invocation } from '../parse/invocation.ts';
import type { Tag } from './assessment.ts';
import type { ReadyTool } from './compile.ts';

const PROD = /(?:^|[-_./@:])(?:prod|production|prd|live)(?:$|[-_./:\d])/i;

/** The tags of a call of a known tool. */
export function tagsOf({ spec, style }: ReadyTool, { invocation, args }: { invocation: Invocation; args: Args }): readonly Tag[] {
  const tags: Tag[] = [...(spec.tags ?? [])];
  if (args.options.some(({ name }) => name === '--force') || (args.options.some(({ name }) => name === '-f') && !style.valued.has('-f')))
    tags.push('force');
  if (spec.targetedBy !== undefined) {
    const names = spec.targetedBy.split(' ');
    const options = args.options.filter((option) => names.includes(option.name));
    const variables = invocation.assignments.filter((assigned) => names.includes(assigned.name));
    if (options.length + variables.length === 0) tags.push('ambient-target');
    if ([...options, ...variables].some(({ value }) => PROD.test(value?.text ?? ''))) tags.push('prod');
  }
  return tags;
}
