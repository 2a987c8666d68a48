import { claude } from '../../assistants/claude.ts'
import { baseName, withoutLeading } from './command-words.ts'
import type { BareCommand, ClaudeCommand } from './claude-command.ts'
import { installation, packageRun } from './claude-packages.ts'
import { type ShellCommand, shellCommands, type Word } from './shell-commands.ts'

const command = claude.commands[0]!
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

/** The commands of a script that install Claude Code or run it. */
export function claudeCommands(script: string): readonly ClaudeCommand[] {
  if (!/claude/i.test(script)) return []
  const contained = /(?:^|\s)awf\s[^\n]{0,500}--(?:config|allow-domains|container-workdir)\b/.test(script)
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

function installerIn(words: readonly Word[]): BareCommand | null {
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

function execution(name: string, words: readonly Word[]): BareCommand | null {
  const run = packageRun(name, words)
  if (run) return run
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
