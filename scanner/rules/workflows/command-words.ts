import type { Word } from './shell-commands.ts'

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

/** A command's words from its name on. */
export function withoutLeading(words: readonly Word[]): readonly Word[] {
  const start = words.findIndex((word) => !leading.has(word.text) && !/^[A-Za-z_]\w*=/.test(word.text))
  return start === -1 ? [] : words.slice(start)
}

/** The last part of a path: the name of a command that is called by its path. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
