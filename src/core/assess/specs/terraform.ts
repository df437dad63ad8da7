// Terraform, OpenTofu and Terragrunt.
import type { ToolSpec } from '../spec.ts';

const SAVED = { reversible: 'with-backup', undo: 'none', safer: 'Review a saved plan first: terraform plan -out=plan' } as const;

export const terraform: readonly ToolSpec[] = [
  {
    names: 'terraform|tofu|terragrunt|tf',
    dashes: 'single',
    valued:
      '-chdir -var -var-file -target -replace -state -out -backend-config -parallelism -lock-timeout -generate-config-out -exclude --terragrunt-working-dir -state-out -backup',
    flags:
      '-auto-approve -destroy -refresh-only -json -no-color -input -refresh -upgrade -reconfigure -migrate-state -force -h -help -check -recursive -diff -list -write',
    targetedBy: '-chdir TF_WORKSPACE AWS_PROFILE',
    reads:
      ', plan, show, output, version, validate, providers, providers schema, graph, state list, state show, state pull, workspace list, workspace show, metadata functions, console, help, run-all plan, test, -help, -version',
    changes:
      'init, get, import, workspace new, workspace select, login, providers lock, providers mirror, refresh, untaint, modules, hclfmt, run-all init',
    verbs: {
      plan: {
        level: 'read',
        says: '',
        raise: [
          {
            when: { has: '-out -generate-config-out' },
            level: 'change',
            says: 'Writes the plan to {target}; nothing is applied.',
            target: '-out',
            deed: 'Save a plan',
            reversible: 'yes',
          },
        ],
      },
      fmt: {
        level: 'change',
        says: 'Formats the files in place.',
        deed: 'Format the files',
        reversible: 'yes',
        cases: [{ when: { has: '-check -diff -write=false' }, level: 'read', says: '' }],
      },
      apply: {
        level: 'destructive',
        says: 'Changes real infrastructure as the plan says; resources may be replaced or deleted.',
        deed: 'Apply the plan',
        preview: 'terraform plan',
        ...SAVED,
        raise: [
          {
            when: { has: '-destroy' },
            level: 'critical',
            says: 'Destroys everything this configuration manages. Cannot be undone.',
            deed: 'Destroy the infrastructure',
            reversible: 'no',
            preview: 'terraform plan -destroy',
          },
        ],
      },
      'destroy|run-all destroy': {
        level: 'critical',
        says: 'Destroys everything this configuration manages. Cannot be undone.',
        deed: 'Destroy the infrastructure',
        confirm: '-target',
        reversible: 'no',
        undo: 'none',
        preview: 'terraform plan -destroy',
        safer: 'Name one resource: -target=…',
      },
      'run-all apply': {
        level: 'destructive',
        says: 'Changes the infrastructure of every module.',
        deed: 'Apply everything',
        preview: 'terragrunt run-all plan',
        ...SAVED,
      },
      'state rm': {
        level: 'destructive',
        says: 'Makes Terraform forget {target}; the real thing stays, unmanaged.',
        deed: 'Forget {target}',
        reversible: 'with-backup',
        undo: 'terraform import',
        preview: '{command} -dry-run',
        safer: 'A removed block.',
        dryRun: '-dry-run',
      },
      'state mv|state replace-provider': {
        level: 'destructive',
        says: 'Rewrites the state: {target}.',
        deed: 'Rewrite the state',
        reversible: 'with-backup',
        undo: 'Move it back.',
        preview: 'none',
        safer: 'A moved block.',
        dryRun: '-dry-run',
      },
      'state push': {
        level: 'critical',
        says: 'Overwrites the remote state with {target}.',
        deed: 'Overwrite the state',
        reversible: 'with-backup',
        undo: 'none',
        preview: 'none',
        safer: 'none',
      },
      'workspace delete': {
        level: 'destructive',
        says: 'Deletes the workspace {target}.',
        deed: 'Delete workspace {target}',
        reversible: 'no',
        undo: 'none',
        preview: 'terraform workspace list',
        safer: 'none',
        raise: [
          { when: { has: '-force' }, level: 'critical', says: 'Deletes the workspace {target} with the state in it. Cannot be undone.' },
        ],
      },
      'force-unlock': {
        level: 'destructive',
        says: 'Breaks a state lock that someone may still hold.',
        deed: 'Break the lock',
        reversible: 'no',
        undo: 'none',
        preview: 'none',
        safer: 'Ask who holds it.',
      },
      taint: {
        level: 'destructive',
        says: 'Marks {target} to be destroyed and created again at the next apply.',
        deed: 'Taint {target}',
        reversible: 'yes',
        undo: 'terraform untaint {target}',
        preview: 'none',
        safer: 'plan -replace=…',
      },
      logout: {
        level: 'destructive',
        says: 'Removes stored credentials.',
        deed: 'Log out',
        reversible: 'yes',
        undo: 'terraform login',
        preview: 'none',
        safer: 'none',
      },
    },
  },
];
