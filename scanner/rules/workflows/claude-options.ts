import {
  dig,
  type MapNode,
  type Range,
  type ScalarNode,
  scalar,
  scalars,
  textOf,
} from '../documents/document.ts'
import { within } from '../documents/places.ts'
import { readJson } from '../documents/read-json.ts'
import { splitRules } from '../assistants/permission-rule.ts'
import type { ClaudeUse } from './claude-use.ts'
import { splitArguments, type Word } from './shell-commands.ts'
import type { Workflow } from './workflow.ts'

/** A thing Claude is told when it is started. Where it stands is worked out when it is asked for. */
export interface Told {
  readonly text: string
  readonly range: () => Range
}

/** What decides what Claude may do in a run, wherever it is written. */
export interface ClaudeOptions {
  /** Permission rules that allow without asking. */
  readonly allowedTools: readonly Told[]
  /** What turns the permission checks off. */
  readonly skipsPermissions: readonly Told[]
  /** Instructions, as far as they are written in the workflow. */
  readonly prompts: readonly ScalarNode[]
}

/** A scalar whose value holds arguments, and where a part of it stands. */
type Locate = (part: string, at: number) => Range

/** Reads inputs, command-line arguments and inline settings of one use of Claude. */
export function optionsOf(use: ClaudeUse, workflow: Workflow): ClaudeOptions {
  const found = { allowedTools: [] as Told[], skipsPermissions: [] as Told[], prompts: [] as ScalarNode[] }
  const run = use.step?.run
  if (use.command && run) fromArguments(use.command.words, locateIn(workflow, run), found)
  if (use.action && use.step?.with) fromInputs(use, use.step.with, workflow, found)
  return found
}

type Found = { allowedTools: Told[]; skipsPermissions: Told[]; prompts: ScalarNode[] }

const locateIn =
  (workflow: Workflow, node: ScalarNode): Locate =>
  (part, at) =>
    within(workflow.document, node, part, at)

function fromInputs(use: ClaudeUse, inputs: MapNode, workflow: Workflow, found: Found): void {
  const known = use.action!.inputs
  for (const { key, value } of inputs.entries) {
    const node = scalar(value)
    if (!node) continue
    // GitHub takes input names in any letter case.
    const name = key.toLowerCase()
    const locate = locateIn(workflow, node)
    if (known.prompt.includes(name)) found.prompts.push(node)
    if (known.commandLine.includes(name)) fromArguments(splitArguments(node.text), locate, found)
    if (known.allowedTools.includes(name)) fromList(node.text, 0, locate, found)
    if (known.settings.includes(name)) fromSettings(node.text, 0, locate, found)
    if (name === 'dangerously_skip_permissions' && node.text.trim().toLowerCase() === 'true') {
      found.skipsPermissions.push({ text: name, range: () => node })
    }
  }
}

function fromArguments(words: readonly Word[], locate: Locate, found: Found): void {
  for (const [index, word] of words.entries()) {
    const [flag, inline] = splitOnce(word.text)
    const next: Word | undefined =
      inline === undefined ? words[index + 1] : { text: inline, at: word.at + flag.length + 1 }
    if (/^--(?:allow-)?dangerously-skip-permissions$/.test(flag)) skip(flag, word.at, locate, found)
    if (flag === '--permission-mode' && next?.text === 'bypassPermissions')
      skip(next.text, next.at, locate, found)
    if (flag === '--settings' && next) fromSettings(next.text, next.at, locate, found)
    if (/^--allowed-?tools$/i.test(flag)) {
      const values = inline === undefined ? valuesAfter(words, index) : [next!]
      for (const value of values) fromList(value.text, value.at, locate, found)
    }
  }
}

/** `--flag=value`; an argument that is no flag is left whole. */
function splitOnce(word: string): [string, string?] {
  const equals = word.startsWith('--') ? word.indexOf('=') : -1
  return equals === -1 ? [word] : [word.slice(0, equals), word.slice(equals + 1)]
}

/** A tool list may be several arguments; it ends at the next flag. */
function valuesAfter(words: readonly Word[], flag: number): readonly Word[] {
  const end = words.findIndex((word, index) => index > flag && word.text.startsWith('-'))
  return words.slice(flag + 1, end === -1 ? words.length : end)
}

function fromList(list: string, at: number, locate: Locate, found: Found): void {
  for (const rule of splitRules(list)) {
    found.allowedTools.push({ text: rule.text, range: () => locate(rule.text, at + rule.at) })
  }
}

function skip(text: string, at: number, locate: Locate, found: Found): void {
  found.skipsPermissions.push({ text, range: () => locate(text, at) })
}

/** Settings given inline as JSON; a path names a file, which is read by itself. */
function fromSettings(text: string, at: number, locate: Locate, found: Found): void {
  if (!text.trimStart().startsWith('{')) return
  const reading = readJson(text)
  if (!reading.ok) return
  const permissions = dig(reading.document.root, 'permissions')
  for (const rule of scalars(dig(permissions, 'allow'))) {
    found.allowedTools.push({ text: rule.text, range: () => locate(rule.text, at + rule.start) })
  }
  const mode = dig(permissions, 'defaultMode')
  if (textOf(mode) === 'bypassPermissions') skip('bypassPermissions', at + mode!.start, locate, found)
}
