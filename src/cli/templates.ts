// The files `countersign init` makes.

/** The same as the extension writes before it keeps the first log. */
export const IGNORED = 'logs/\n';

export const POLICY_TEXT = `# What this repository forbids or demands of every step, whoever proposes it. It can only make things stricter.
# As long as this file cannot be read, everything counts as destructive. Patterns: * is any text, ? any one character.
version: 1

# Names of clusters, accounts, hosts, workspaces and the like that are production, or that are not.
# What has prod, production, prd or live in its name is production already.
environments:
  prod: []
  non-prod: []

# Steps nobody can approve. Conditions (all that are given must hold): rule, level, tag, command, target, environment.
forbid: []
#  - { command: "terraform destroy*", environment: prod, because: "Production is torn down by the pipeline only." }
#  - { target: "cluster prod-*", level: critical }

# Steps that count as worse than they look.
raise: []
#  - { tag: network, to: destructive, because: "Nothing leaves this network unseen." }

# Who may resolve secrets (op, op-masking, none), and how.
# providers: [op, op-masking]
# mode: op-masking

# The least pause before an approval, for a level and what is worse.
# pause: { destructive: 10s, critical: 30s }
`;

/** A runbook with a step of each kind that is safe to run anywhere. */
export function firstRunbook(name: string): string {
  return `---
objective: ${JSON.stringify(`Get to know ${name} and Countersign`)}
state: Nothing is changed yet
environment: dev
---

# A first runbook

Every shell fence is a step. Open it in the sidebar, read it, approve it; its output will stand below it.

## Look around

\`\`\`bash {id=look-around}
pwd
git status --short --branch
\`\`\`

## Make a folder

\`\`\`bash {id=make-folder undo="rmdir countersign-trial"}
mkdir countersign-trial
\`\`\`
`;
}
