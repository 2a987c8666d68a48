import { claude } from '../../assistants/claude.ts'
import { type ShellCommand, shellCommands, type Word } from './shell-commands.ts'

/** A command of a script that installs or runs Claude. */
export interface ClaudeCommand {
  readonly form: 'command' | 'install' | 'sdk'
  /** For people. */
  readonly what: string
  /** The word that shows it, and its offset in the script. */
  readonly evidence: string
  readonly at: number
  /** Its arguments, where Claude is run. */
  readonly words: readonly Word[]
  /** What fixes the version: text after `@` or `==`; null: nothing does. Empty where a version makes no sense. */
  readonly version: string | null
  /** Whether it runs inside gh-aw's firewall container, which limits what it can reach. */
  readonly contained: boolean
}

const command = claude.commands[0]!
const program = claude.packages.find((known) => known.registry === 'npm' && known.kind === 'program')!.name
const npmSdk = claude.packages.find((known) => known.registry === 'npm' && known.kind === 'sdk')!.name
const pythonSdks = new Set(
  claude.packages.filter((known) => known.registry === 'pypi').map((known) => known.name),
)
const systemPackages = new Set(
  claude.packages
    .filter((known) => ['homebrew', 'winget', 'linux'].includes(known.registry))
    .map((known) => known.name.toLowerCase()),
)

/** Commands that only mention what follows them. */
const mentioning = new Set([
  'echo',
  'printf',
  'cat',
  'grep',
  'rg',
  'sed',
  'awk',
  'ls',
  'which',
  'type',
  'test',
  '[',
  '[[',
  'git',
  'gh',
  'mkdir',
  'cp',
  'mv',
  'rm',
  'touch',
  'chmod',
  'export',
  'cd',
  'hash',
  'alias',
  'jq',
  'tee',
  'find',
])
/** Words before a command that leave it the same command. */
const leading = new Set([
  'sudo',
  'exec',
  'time',
  'nohup',
  'command',
  'builtin',
  'env',
  'then',
  'do',
  'else',
  'if',
  'elif',
  'while',
  'until',
  '!',
  'stdbuf',
  'nice',
  'xvfb-run',
  '-E',
  '-u',
  'root',
  'runner',
])
const shells = new Set([
  'bash',
  'sh',
  'zsh',
  'dash',
  'pwsh',
  'su',
  'docker',
  'ssh',
  'awf',
  'eval',
  'timeout',
  'script',
])
const systemInstallers = new Set(['brew', 'apt', 'apt-get', 'dnf', 'yum', 'apk', 'winget'])

/** The commands of a script that install Claude Code or run it. */
export function claudeCommands(script: string): readonly ClaudeCommand[] {
  if (!/claude/i.test(script)) return []
  const contained = /(?:^|\s)awf\s[^\n]*--(?:config|allow-domains|container-workdir)\b/.test(script)
  return shellCommands(script).flatMap((found) => fromCommand(found, contained, 0))
}

function fromCommand(found: ShellCommand, contained: boolean, depth: number): readonly ClaudeCommand[] {
  const words = withoutLeading(found.words)
  const first = words[0]
  if (!first) return []
  const name = baseName(first.text)
  const installer = installerIn(words)
  if (installer) return [{ ...installer, contained }]
  if (mentioning.has(name)) return []
  const one = installation(name, words) ?? execution(name, words)
  if (one) return [{ ...one, contained }]
  // A script in an argument: `bash -c '…'`.
  if (!shells.has(name) || depth > 3) return []
  return words
    .slice(1)
    .filter((word) => /\s/.test(word.text) && /claude/i.test(word.text))
    .flatMap((word) =>
      shellCommands(word.text, word.at + 1).flatMap((inner) => fromCommand(inner, contained, depth + 1)),
    )
}

function withoutLeading(words: readonly Word[]): readonly Word[] {
  const start = words.findIndex((word) => !leading.has(word.text) && !/^[A-Za-z_]\w*=/.test(word.text))
  return start === -1 ? [] : words.slice(start)
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

type Bare = Omit<ClaudeCommand, 'contained'>

function installerIn(words: readonly Word[]): Bare | null {
  // `echo` of the address installs nothing; fetching it does, whatever fetches it.
  if (/^(?:echo|printf|grep|test)$/.test(words[0]!.text)) return null
  for (const word of words) {
    const installer = claude.installers.find(({ address }) => word.text.toLowerCase().includes(address))
    if (installer) {
      return {
        form: 'install',
        what: `the installer at ${installer.address}`,
        evidence: word.text,
        at: word.at,
        words: [],
        version: '',
      }
    }
  }
  return null
}

const runners: Readonly<Record<string, readonly string[]>> = {
  npx: [''],
  bunx: [''],
  pnpx: [''],
  npm: ['exec', 'x'],
  pnpm: ['dlx', 'exec'],
  yarn: ['dlx', 'exec'],
  bun: ['x'],
}
const installs = new Set(['install', 'i', 'add', 'global', 'ci'])

function installation(name: string, words: readonly Word[]): Bare | null {
  const after = words.slice(1)
  if (Object.hasOwn(runners, name) && after.some((word) => installs.has(word.text))) {
    const found = after.find(
      (word) => packageName(word.text) === program || packageName(word.text) === npmSdk,
    )
    return found ? packageUse(found, packageName(found.text) === program ? 'install' : 'sdk') : null
  }
  if (/^(?:pip[\d.]*|pipx|uv|poetry|python[\d.]*|conda)$/.test(name)) {
    const found = after.find((word) => pythonSdks.has(word.text.toLowerCase().replace(/[[=<>~!@].*$/s, '')))
    const version = found && /[=~]=\s*([\w.]+)|@([\w.]+)/.exec(found.text)
    return found
      ? {
          form: 'sdk',
          what: 'the package claude-agent-sdk',
          evidence: found.text,
          at: found.at,
          words: [],
          version: version ? version[0] : null,
        }
      : null
  }
  if (!systemInstallers.has(name)) return null
  const found = after.find((word) => systemPackages.has(word.text.toLowerCase().replace(/[=@].*$/s, '')))
  return found
    ? {
        form: 'install',
        what: `the package ${baseName(found.text)}`,
        evidence: found.text,
        at: found.at,
        words: [],
        version: '',
      }
    : null
}

function packageUse(word: Word, form: 'install' | 'sdk'): Bare {
  return {
    form,
    what: `the package ${packageName(word.text)}`,
    evidence: word.text,
    at: word.at,
    words: [],
    version: versionOf(word.text),
  }
}

/** `@scope/name@1.2.3` → `@scope/name`. */
function packageName(word: string): string {
  const at = word.indexOf('@', 1)
  return at === -1 ? word : word.slice(0, at)
}

/** An exact version; a tag (`latest`) or a range fixes nothing. */
function versionOf(word: string): string | null {
  const version = word.slice(packageName(word).length + 1)
  return /^v?\d+\.\d+\.\d+/.test(version) || version.includes('${') ? version : null
}

function execution(name: string, words: readonly Word[]): Bare | null {
  const viaRunner = runnerTarget(name, words)
  if (viaRunner !== null) {
    const word = words[viaRunner]!
    const version = packageName(word.text) === program ? versionOf(word.text) : ''
    return {
      form: 'command',
      what: `the command ${packageName(word.text)}`,
      evidence: word.text,
      at: word.at,
      words: words.slice(viaRunner + 1),
      version,
    }
  }
  const index = words.findIndex((word) => baseName(word.text) === command.name)
  if (index === -1) return null
  const after = words.slice(index + 1)
  const unattended = after.some((word) => command.unattended.includes(word.text))
  if (!unattended && (index > 0 || command.otherUses.includes(after[0]?.text ?? ''))) return null
  return {
    form: 'command',
    what: 'the command claude',
    evidence: words[index]!.text,
    at: words[index]!.at,
    words: after,
    version: '',
  }
}

/** The index of Claude's package or command after `npx` and its like. */
function runnerTarget(name: string, words: readonly Word[]): number | null {
  if (!Object.hasOwn(runners, name)) return null
  const subcommands = runners[name]!
  const from = subcommands[0] === '' ? 1 : subcommands.includes(words[1]?.text ?? '') ? 2 : -1
  if (from === -1) return null
  const index = words.findIndex(
    (word, at) =>
      at >= from &&
      (packageName(word.text) === program || (!word.text.startsWith('-') && word.text === command.name)),
  )
  return index === -1 ? null : index
}
