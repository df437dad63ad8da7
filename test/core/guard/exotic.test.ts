// Exotic explanations are flagged unless a line of captured output is cited that shows them; honest ones are left alone.
import { describe, expect, it } from 'vitest';
import { guardExotic } from '../../../src/core/guard/exotic.ts';
import { attempt, story, suggest } from './stories.ts';

const EXOTIC = [
  'This is probably a kernel bug in the overlay driver.',
  'Looks like a Linux kernel regression introduced in 6.8.',
  'A kernel issue prevents the pod from starting.',
  'The kernel is misbehaving under cgroup v2.',
  'There may be a bug in the kernel that breaks vxlan.',
  'Likely a cgroup v2 incompatibility.',
  'It could be a containerd bug that leaks sandboxes.',
  'A systemd quirk delays the unit: systemd level issue.',
  'The NIC driver bug drops frames.',
  'A firmware problem on the board resets the link.',
  'There seems to be network latency between the nodes.',
  'Network instability causes the join to fail.',
  'The network is flaky right now.',
  'The network must be slow.',
  'Packet loss on the overlay explains the timeouts.',
  'Dropped packets between w1 and w3.',
  'An MTU mismatch on the VXLAN interface.',
  'DNS propagation has not finished yet.',
  'DNS caching is the reason the old address is used; DNS issues.',
  'A conntrack exhaustion problem on the gateway.',
  'A TCP congestion problem on the uplink.',
  'A CNI routing glitch after the restart.',
  'A transient network partition separated the workers.',
  'The API server is overloaded.',
  'API-server pressure delays the admission.',
  'The apiserver is under heavy load because of the watch storm.',
  'The control plane is struggling.',
  'etcd latency makes the write slow.',
  'etcd is overwhelmed by leases.',
  'The cluster is busy and will catch up.',
  'We are being rate limited by the API.',
  'The registry has an outage.',
  'Docker Hub issues, it seems.',
  'AWS problems in this region.',
  'A thundering herd of kubelets.',
  'A noisy neighbour on the host steals CPU.',
  'The kubelet is overloaded.',
  'A race condition between the two controllers.',
  'This is a timing issue in the operator.',
  'Kubernetes is eventually consistent, the object is not visible yet: eventual consistency.',
  'A deadlock in the controller manager.',
  'The informer has a stale cache.',
  'The cache is corrupted.',
  'Split-brain in the quorum.',
  'A heisenbug that goes away when observed.',
  'Cosmic rays flipped a bit.',
  'A bit flip in memory.',
  'A hardware fault on the node.',
  'Bad RAM could explain the segfault.',
  'Disk corruption damaged the database.',
  'The failing disk makes it slow.',
  'A faulty cable between switch and host.',
  'CPU thermal throttling slows the build.',
  'Clock skew between the nodes invalidates the token.',
  'NTP drift breaks the certificates.',
  'Entropy starvation blocks the key generation.',
  'A compiler bug miscompiled the binary.',
  'A transient glitch, retrying should do.',
  'Some kind of glitch in the matrix.',
  'An intermittent failure of unknown origin.',
  'A strange issue with the node, reboot it.',
  'An obscure upstream bug in k3s.',
  'The machine may have been hacked.',
  'Just a hiccup, try again.',
  'A random failure, nothing to worry about.',
];

const HONEST = [
  'Load the br_netfilter kernel module so that bridged traffic is seen by iptables.',
  'Install the kernel headers for the running version.',
  'Check the kernel version before the upgrade.',
  'Create the docker network the compose file refers to.',
  'Apply the NetworkPolicy for the namespace web.',
  'Show the network interfaces and their addresses.',
  'Ask the API server for the nodes.',
  'Restart the kubelet so that it reads its new configuration.',
  'The API server listens on 6443; open the port.',
  'Rule out packet loss before anything else: ping the gateway 20 times.',
  'This is not a network problem: the port answers.',
  'Check whether there is a network issue at all.',
  'There is no sign of a kernel bug.',
  'It is unlikely to be a race condition; the order is fixed.',
  'The image tag is misspelled: ngnix instead of nginx.',
  'The token has expired; make a new one.',
  'The config file has a tab where YAML wants spaces.',
  'The disk is full: / is at 100 %.',
  'The service account lacks the permission to list secrets.',
  'Set the clock with chrony and check it is synchronised.',
  'Verify the checksum of the downloaded binary.',
  'The port 5432 is bound by another PostgreSQL.',
  'Add the DNS record for the new ingress.',
  'Raise the memory limit of the container to 512Mi.',
  'Back up etcd before the upgrade.',
  'Read the events of the pod to see why it is Pending.',
  'Drain the node before maintenance of its hardware.',
  'Log in to the registry with the pull secret.',
];

/** A claim, and the line of output that shows it. */
const SHOWN: readonly (readonly [text: string, output: string])[] = [
  [
    'The kernel killed it, a kernel memory pressure issue: `Out of memory: Killed process 4711 (java)`',
    'x\n[12.3] Out of memory: Killed process 4711 (java) total-vm:9\ny',
  ],
  ['A network problem: "dial tcp 10.0.0.1:6443: connect: no route to host"', 'E dial tcp 10.0.0.1:6443: connect: no route to host'],
  ['We are rate limited, see `429 Too Many Requests from registry`', 'error: 429 Too Many Requests from registry\n'],
  [
    'The API server is overloaded:\n> etcdserver: request timed out, possibly due to',
    'Error from server: etcdserver: request timed out, possibly due to previous leader failure',
  ],
  ['Disk corruption. `EXT4-fs error (device sda1): ext4_lookup`', 'kern: EXT4-fs error (device sda1): ext4_lookup: deleted inode'],
  ['Clock skew: “certificate is not yet valid: current time 2020”', 'x509: certificate is not yet valid: current time 2020-01-01'],
  [
    'A race condition, as `the object has been modified; please apply` shows.',
    'Operation cannot be fulfilled: the object has been modified; please apply your changes',
  ],
];

describe('an exotic explanation', () => {
  it.each(EXOTIC)('is flagged: %s', (hypothesis) => {
    expect(guardExotic(suggest('ls', { hypothesis }), story([attempt('ls', { output: 'total 0\nnothing to see here' })]))).toHaveLength(1);
    expect(guardExotic(suggest('ls', { why: hypothesis }), story([]))).toHaveLength(1);
  });

  it.each(SHOWN)('with its line is none: %s', (hypothesis, output) => {
    expect(guardExotic(suggest('ls', { hypothesis }), story([attempt('x', { output })]))).toEqual([]);
    // The same words without that output are flagged.
    expect(guardExotic(suggest('ls', { hypothesis }), story([attempt('x', { output: 'pod/web-0 created' })]))).toHaveLength(1);
  });

  it('needs a line that shows it, not any line', () => {
    const attempts = [attempt('x', { output: 'deployment.apps/web configured' })];
    const hypothesis = 'A kernel bug: `deployment.apps/web configured`';
    expect(guardExotic(suggest('ls', { hypothesis }), story(attempts))).toHaveLength(1);
  });
});

describe('an honest explanation', () => {
  it.each(HONEST)('is left alone: %s', (why) => expect(guardExotic(suggest('ls', { why }), story([]))).toEqual([]));
});
