// Commands about Consul and Nomad, as they are typed, with the level product.md gives them.
import type { Group } from '../group.ts';

export const SCHEDULERS: readonly Group[] = [
  {
    name: 'Consul and Nomad',
    level: 'read',
    commands: `
consul members
consul kv get -recurse app/
consul catalog services
consul operator raft list-peers
nomad job status
nomad node status -self
nomad alloc logs abc
nomad plan job.nomad
nomad job validate job.nomad
consul operator autopilot get-config
nomad alloc status -stats abc
consul kv get app/x
nomad status
nomad job history web
`,
  },
  {
    name: 'Consul and Nomad',
    level: 'change',
    commands: `
consul kv put app/x 1
consul snapshot save c.snap
consul reload
nomad job run job.nomad
nomad var put x a=b
consul kv put app/x y
nomad job run -check-index 1 web.nomad
consul services register x.json
`,
  },
  {
    name: 'Consul and Nomad',
    level: 'destructive',
    commands: `
consul force-leave n1
consul leave
consul operator raft remove-peer -id x
consul snapshot restore c.snap
consul acl token delete -id x
nomad job stop -purge web
nomad node drain -enable -yes n1
nomad alloc stop abc
nomad alloc restart abc
nomad system gc
nomad job revert web 2
nomad namespace delete x
nomad operator snapshot restore s
nomad server force-leave n1
nomad node drain -enable -force abc
consul operator raft remove-peer -address=x
nomad job stop web
nomad alloc stop x
`,
  },
  {
    name: 'Consul and Nomad',
    level: 'critical',
    commands: `
consul kv delete -recurse app/
consul kv delete -recurse ''
`,
  },
];
