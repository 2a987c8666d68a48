import type { Word } from './shell-commands.ts'

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

/** A command before it is known where it runs. */
export type BareCommand = Omit<ClaudeCommand, 'contained'>
