import { claude } from '../../assistants/claude.ts'
import type { BareCommand } from './claude-command.ts'
import type { Word } from './shell-commands.ts'

const command = claude.commands[0]!.name
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

const systemInstallers = new Set(['brew', 'apt', 'apt-get', 'dnf', 'yum', 'apk', 'winget'])

/** Programs that run packages, with the words that say so. */
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

/** A command that installs Claude, or a library that runs it. */
export function installation(name: string, words: readonly Word[]): BareCommand | null {
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
        what: `the package ${found.text}`,
        evidence: found.text,
        at: found.at,
        words: [],
        version: '',
      }
    : null
}

function packageUse(word: Word, form: 'install' | 'sdk'): BareCommand {
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

/** A command that runs Claude out of its package: `npx @anthropic-ai/claude-code@1.2.3 -p …`. */
export function packageRun(name: string, words: readonly Word[]): BareCommand | null {
  const index = runnerTarget(name, words)
  if (index === null) return null
  const { text, at } = words[index]!
  return {
    form: 'command',
    what: `the command ${packageName(text)}`,
    evidence: text,
    at,
    words: words.slice(index + 1),
    version: packageName(text) === program ? versionOf(text) : '',
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
      (packageName(word.text) === program || (!word.text.startsWith('-') && word.text === command)),
  )
  return index === -1 ? null : index
}
