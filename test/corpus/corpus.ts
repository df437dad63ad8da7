// The project's own corpus: what commands are, by the definitions of product.md. Written from the manuals of the tools.
import { BASE } from './base.ts';
import type { Group } from './group.ts';
import { AWS } from './tools/aws.ts';
import { BACKUPS } from './tools/backups.ts';
import { CLOUDS } from './tools/clouds.ts';
import { CLUSTERS } from './tools/clusters.ts';
import { CONTAINERS } from './tools/containers.ts';
import { DATABASES } from './tools/databases.ts';
import { DELIVERY } from './tools/delivery.ts';
import { DISKS } from './tools/disks.ts';
import { GUESTS } from './tools/guests.ts';
import { INFRASTRUCTURE } from './tools/infrastructure.ts';
import { KEYS } from './tools/keys.ts';
import { NETWORK } from './tools/network.ts';
import { PACKAGES } from './tools/packages.ts';
import { POOLS } from './tools/pools.ts';
import { QUEUES } from './tools/queues.ts';
import { REQUESTS } from './tools/requests.ts';
import { SCHEDULERS } from './tools/schedulers.ts';
import { SERVICES } from './tools/services.ts';
import { SHELL } from './tools/shell.ts';
import { VERSIONS } from './tools/versions.ts';

export const CORPUS: readonly Group[] = [
  ...BASE,
  ...AWS,
  ...BACKUPS,
  ...CLOUDS,
  ...CLUSTERS,
  ...CONTAINERS,
  ...DATABASES,
  ...DELIVERY,
  ...DISKS,
  ...GUESTS,
  ...INFRASTRUCTURE,
  ...KEYS,
  ...NETWORK,
  ...PACKAGES,
  ...POOLS,
  ...QUEUES,
  ...REQUESTS,
  ...SCHEDULERS,
  ...SERVICES,
  ...SHELL,
  ...VERSIONS,
];
