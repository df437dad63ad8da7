// All command specs, in one list. A tool named twice is judged by the later one.
import type { ToolSpec } from '../spec.ts';
import { containers } from './containers.ts';
import { disks } from './disks.ts';
import { files } from './files.ts';
import { git } from './git.ts';
import { interfaces } from './interfaces.ts';
import { keys } from './keys.ts';
import { kubectl } from './kubectl.ts';
import { network } from './network.ts';
import { packages } from './packages.ts';
import { proxmox } from './proxmox.ts';
import { readers } from './readers.ts';
import { search } from './search.ts';
import { services } from './services.ts';
import { system } from './system.ts';
import { terraform } from './terraform.ts';

/** Every tool the engine knows. */
export const TOOLS: readonly ToolSpec[] = [
  ...readers,
  ...services,
  ...packages,
  ...files,
  ...search,
  ...system,
  ...disks,
  ...keys,
  ...network,
  ...interfaces,
  ...containers,
  ...kubectl,
  ...terraform,
  ...git,
  ...proxmox,
];
