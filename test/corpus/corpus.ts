// The project's own corpus: what commands are, by the definitions of product.md. Written from the manuals of the tools.
import { BASE } from './base.ts';
import type { Group } from './group.ts';

export const CORPUS: readonly Group[] = [...BASE];
