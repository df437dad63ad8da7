// Variables that change what other programs run or act on.
import type { Assigned } from '../parse/invocation.ts';
import { type Draft, draftOf } from './draft.ts';
import { WORDS } from './words.ts';

const HIJACK =
  /^(?:LD_\w+|DYLD_\w+|GIT_(?:SSH(?:_COMMAND)?|EXEC_PATH|CONFIG\w*|PROXY_COMMAND|ASKPASS|EXTERNAL_DIFF|TEMPLATE_DIR)|\w*PAGER|\w*EDITOR|LESSOPEN|LESSCLOSE|LESSKEY\w*|VISUAL|MANOPT|VIMINIT|EXINIT|INPUTRC|BROWSER|\w+_EXTERNAL_DIFF|HELM_PLUGINS|RIPGREP_CONFIG_PATH|FZF_DEFAULT_COMMAND|ZDOTDIR|GCONV_PATH|OPENSSL_(?:CONF|ENGINES|MODULES)|GLIBC_TUNABLES|DOTNET_STARTUP_HOOKS|GOFLAGS|BASH_(?:ALIASES|CMDS|LOADABLES_PATH)|NODE_OPTIONS|NODE_PATH|BASH_ENV|ENV|PROMPT_COMMAND|PS4|SHELLOPTS|BASHOPTS|BASH_FUNC_.*|PYTHON(?:STARTUP|PATH|HOME|BREAKPOINT|INSPECT)|PERL(?:5OPT|5LIB|5DB|LIB)|RUBYOPT|RUBYLIB|JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|SSH_ASKPASS|SUDO_ASKPASS|TAR_OPTIONS|RSYNC_RSH|CARGO_BUILD_RUSTC_WRAPPER|RUSTC_WRAPPER|CC|CXX|MAKEFLAGS|npm_config_\w+|GREP_OPTIONS|LESS)$/;
const HARMLESS_VALUES =
  /^(?:|cat|less(?: -\w+)*|more|true|:|vim?|nano|emacs|code --wait|never|-\w+|--max-old-space-size=\d+|-mod=\w+|-tags=\w+)$/;
// Short options of these load code: `PERL5OPT=-Mx`.
const LOADERS = /^(?:NODE_OPTIONS|PERL5OPT|RUBYOPT|TAR_OPTIONS)$/;
const RETARGET =
  /^(?:KUBECONFIG|HOME|XDG_CONFIG_(?:HOME|DIRS)|DOCKER_HOST|DOCKER_CONTEXT|DOCKER_CONFIG|CONTAINER_HOST|TF_WORKSPACE|TF_CLI_CONFIG_FILE|TF_CLI_ARGS\w*|AWS_(?:CONFIG_FILE|SHARED_CREDENTIALS_FILE|ENDPOINT_URL)|CLOUDSDK_CONFIG|GIT_DIR|GIT_WORK_TREE|TALOSCONFIG|ETCDCTL_ENDPOINTS|VAULT_ADDR)$/;
const SAFE_PATH =
  /^(?:(?:\$PATH|\$\{PATH\}|\/(?:usr\/)?(?:local\/)?s?bin|\/snap\/bin|\/opt\/homebrew\/s?bin|\/usr\/local\/go\/bin)(?::|$))+$/;

/** Whether a variable can make other programs run something: what nobody should inherit unseen. */
export const hijacks = (name: string): boolean => name === 'PATH' || HIJACK.test(name);

function isHarmless({ name, value }: Assigned): boolean {
  if (value?.kind !== 'literal' || !HARMLESS_VALUES.test(value.text)) return false;
  return !(LOADERS.test(name) && /^-\w/.test(value.text));
}

/** What an assignment does to the commands around it; null for an ordinary variable. */
export function judgeAssignment(assigned: Assigned & { readonly via: readonly string[]; readonly prefix: boolean }): Draft | null {
  const { name, value } = assigned;
  const args = { target: name };
  if (name === 'PATH') {
    if (SAFE_PATH.test(value?.text ?? '.')) return null;
    return draftOf(assigned, 'environment.path', {
      level: assigned.prefix ? 'destructive' : 'change',
      says: WORDS.hijack,
      args,
      target: name,
      deed: WORDS.deedSet,
      ...(assigned.prefix ? { unverifiable: true as const } : {}),
    });
  }
  if (HIJACK.test(name) && !isHarmless(assigned)) {
    return draftOf(assigned, 'environment.hijack', {
      level: 'destructive',
      says: WORDS.hijack,
      args,
      target: name,
      deed: WORDS.deedSet,
      unverifiable: true,
    });
  }
  if (RETARGET.test(name)) return draftOf(assigned, 'environment.target', { level: 'change', says: WORDS.retarget, args, target: name });
  return null;
}
