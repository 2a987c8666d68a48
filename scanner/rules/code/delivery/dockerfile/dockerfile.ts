import type { Place } from '../../../../engine/inspection.ts'
import type { Range } from '../../../documents/document.ts'
import { placesOf } from '../../../documents/places.ts'
import { splitArguments, type Word } from '../../../workflows/shell-commands.ts'

/** One instruction of a Dockerfile. */
export interface Instruction extends Range {
  /** In capitals. */
  readonly keyword: string
  /** `--from=…`, `--mount=…`. */
  readonly flags: readonly string[]
  /** What follows keyword and flags; lines that go on are one, as long as they were. A here-document follows it. */
  readonly text: string
  /** Where that begins in the file. */
  readonly at: number
  /** Number of its stage; -1 before the first `FROM`. */
  readonly stage: number
}

export interface Dockerfile {
  readonly text: string
  readonly instructions: readonly Instruction[]
  /** Whether what a stage holds is part of the image that is built last: that stage, and those that it is made from. */
  readonly isShipped: (stage: number) => boolean
  readonly place: (range: Range) => Place
}

/** By the names that tools use; a `Dockerfile.md` is a text about one. */
export function isDockerfile(path: string): boolean {
  const base = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  if (
    /\.(?:md|txt|html?|json|ya?ml|toml|j2|tmpl|tpl|erb|dockerignore|orig|bak|swp|ts|js|py|go|sh|rb|java)$/.test(
      base,
    )
  )
    return false
  return /^(?:dockerfile|containerfile)(?:[.-][\w.-]+)?$|^[\w.-]+\.(?:dockerfile|containerfile)$/.test(base)
}

/**
 * Reads a Dockerfile as far as its instructions go; never fails: what is none is left out. Linear in the text.
 * (https://docs.docker.com/reference/dockerfile/)
 */
export function readDockerfile(text: string): Dockerfile {
  const instructions = instructionsOf(text)
  return { text, instructions, isShipped: shippedStages(instructions), place: placesOf(text) }
}

function instructionsOf(text: string): readonly Instruction[] {
  const escape = /^\s*#\s*escape\s*=\s*`/i.test(text) ? '`' : '\\'
  const found: Instruction[] = []
  let stage = -1
  let at = 0
  while (at < text.length) {
    const head = /[ \t]*([A-Za-z]+)[ \t]+/y
    head.lastIndex = at
    const started = head.exec(text)
    if (!started) {
      at = lineEnd(text, at) + 1
      continue
    }
    const start = at + started[0].indexOf(started[1]!)
    const from = head.lastIndex
    const whole = logicalLine(text, from, escape)
    const flags = /^(?:--[a-z-]+(?:=\S*)?\s+)*/.exec(whole.text)![0]
    const body = whole.text.slice(flags.length)
    const keyword = started[1]!.toUpperCase()
    if (keyword === 'FROM') stage += 1
    const end = /^(?:RUN|COPY|ADD)$/.test(keyword) ? afterHereDocuments(text, whole.end, body) : whole.end
    found.push({
      keyword,
      flags: flags.split(/\s+/).filter((flag) => flag !== ''),
      text: end > whole.end ? `${body}${text.slice(whole.end, end)}` : body,
      at: from + flags.length,
      stage,
      start,
      end: Math.max(start, start + text.slice(start, end).trimEnd().length),
    })
    at = end + 1
  }
  return found
}

/** The rest of a line with those that go on from it, comments and empty lines among them left out; as long as in the file. */
function logicalLine(text: string, from: number, escape: string): { text: string; end: number } {
  let joined = ''
  let at = from
  for (;;) {
    const end = lineEnd(text, at)
    const line = text.slice(at, end)
    const isIgnored = at > from && /^[ \t\r]*(?:#|$)/.test(line)
    const isContinued = line.trimEnd().endsWith(escape)
    if (isIgnored) joined += ' '.repeat(line.length)
    else if (isContinued) joined += line.slice(0, line.lastIndexOf(escape)).padEnd(line.length)
    else joined += line
    if ((!isContinued && !isIgnored) || end >= text.length) return { text: joined, end }
    joined += ' '
    at = end + 1
  }
}

/** Where the here-documents that a line opens end. */
function afterHereDocuments(text: string, end: number, line: string): number {
  let at = end
  for (const { 1: delimiter } of line.slice(0, 10_000).matchAll(/(?<!<)<<-?["']?([A-Za-z_]\w{0,80})["']?/g)) {
    const closed = new RegExp(`^\\t*${delimiter}[ \\t\\r]*$`, 'gm')
    closed.lastIndex = at
    const found = closed.exec(text)
    // Docker builds no such file: what follows is not known to be instructions.
    if (!found) return text.length
    at = lineEnd(text, found.index)
  }
  return at
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end
}

function shippedStages(instructions: readonly Instruction[]): (stage: number) => boolean {
  const froms = instructions.filter(({ keyword }) => keyword === 'FROM')
  const named = froms.map(({ text }) => /^\s*(\S+)(?:\s+as\s+(\S+))?/i.exec(text))
  const shipped = new Set<number>()
  let stage = froms.length - 1
  while (stage >= 0 && !shipped.has(stage)) {
    shipped.add(stage)
    const base = named[stage]?.[1]?.toLowerCase()
    stage = named.findIndex((one, index) => index < stage && one?.[2]?.toLowerCase() === base)
  }
  return (one) => shipped.has(one)
}

/** The script of a `RUN` and where it begins; null where it is a list of arguments, which no shell reads. */
export function scriptOf({ keyword, text, at }: Instruction): { script: string; at: number } | null {
  if (keyword !== 'RUN' || /^\s*\[/.test(text)) return null
  // `RUN <<EOF`: the lines that follow are the script.
  const document = /^\s*<<-?["']?\w+["']?[^\n]*\n/.exec(text)
  return document
    ? { script: text.slice(document[0].length), at: at + document[0].length }
    : { script: text, at }
}

/** A variable that `ENV` or `ARG` sets. */
export interface Variable {
  readonly name: string
  /** Without quotes; null: an `ARG` without a value. */
  readonly value: string | null
  /** Name and value. */
  readonly range: Range
}

export function variablesOf({ keyword, text, at }: Instruction): readonly Variable[] {
  if (keyword !== 'ENV' && keyword !== 'ARG') return []
  const words = splitArguments(text)
  // The old form, without an equals sign: one name, and the rest of the line is its value.
  if (keyword === 'ENV' && words[0] !== undefined && !words[0].text.includes('=')) {
    const [name] = words
    return [
      {
        name: name.text,
        value: text.slice(name.at + name.text.length).trim(),
        range: rangeOf({ ...name, text: text.slice(name.at).trimEnd() }, at),
      },
    ]
  }
  return words.map((word, index) => {
    const equals = word.text.indexOf('=')
    const name = equals < 0 ? word.text : word.text.slice(0, equals)
    const written = text.slice(word.at, words[index + 1]?.at).trimEnd()
    const range = rangeOf({ text: written, at: word.at }, at)
    return { name, value: equals < 0 ? null : word.text.slice(equals + 1), range }
  })
}

export const rangeOf = ({ text, at }: Word, from: number): Range => ({
  start: from + at,
  end: from + at + text.length,
})
