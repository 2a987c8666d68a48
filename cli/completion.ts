import { readdirSync } from 'node:fs'
import path from 'node:path'
import tab from '@bomb.sh/tab/commander'
import type { Command } from 'commander'
import { shippedPolicyNames } from '../policies/shipped-policy-names.ts'
import { allRules } from '../scanner/rules/index.ts'
import { type Environment, fromCaller } from './environment.ts'
import type { Program } from './program.ts'

/** Hands over what could stand at a place. */
type Handler = (complete: (value: string, description: string) => void) => void

/** Adds `gatehouse completion <shell>`, and what its scripts ask for while somebody types. */
export function addCompletion(command: Command, { environment, args }: Program): void {
  const completion = tab(command, { completionCommandName: 'completion' })
  for (const one of command.commands) {
    if (one.name() === 'completion')
      one.description('Prints a script with which a shell completes what you type.')
  }
  const files: Handler = (complete) => {
    for (const file of filesLike(environment, args.at(-1) ?? '')) complete(file, '')
  }
  const policies: Handler = (complete) => {
    for (const name of shippedPolicyNames) complete(name, 'shipped')
    files(complete)
  }
  for (const { arguments: places, options } of completion.commands.values()) {
    for (const place of places.values()) place.handler = handlers[place.name] ?? files
    for (const name of fileOptions) {
      const option = options.get(name)
      if (option && !option.isBoolean) option.handler = name === 'policy' ? policies : files
    }
  }
}

const handlers: Readonly<Record<string, Handler>> = {
  name: (complete) => {
    for (const name of shippedPolicyNames) complete(name, '')
  },
  rule: (complete) => {
    for (const { id, title } of allRules) complete(id, title)
  },
  shell: (complete) => {
    for (const name of ['zsh', 'bash', 'fish', 'powershell']) complete(name, '')
  },
}

const fileOptions = ['policy', 'allowlist', 'baseline', 'output']

/** Shells expand what they are offered: a file called `$(…)` must not be. */
const isHarmless = (name: string): boolean => /^[\w.@+,=][\w.@+,=-]*$/.test(name)

function filesLike(environment: Environment, word: string): readonly string[] {
  const folder = word.slice(0, word.lastIndexOf('/') + 1)
  const wantsHidden = word.slice(folder.length).startsWith('.')
  return entriesOf(fromCaller(environment, folder === '' ? '.' : folder))
    .filter(({ name }) => isHarmless(name) && (wantsHidden || !name.startsWith('.')))
    .map((entry) => `${folder}${entry.name}${entry.isDirectory() ? '/' : ''}`)
}

function entriesOf(folder: string) {
  try {
    return readdirSync(path.resolve(folder), { withFileTypes: true })
  } catch {
    // Nothing can be offered in a folder that is not there.
    return []
  }
}
