import { linesOfCell } from './cell-lines.ts'
import { endOfEscape, nextString, type OnLine, transcribe } from './json-strings.ts'
import type { Extent, Part } from './part.ts'
import { createTranscript, type Transcript } from './transcript.ts'

/** A notebook's cells and outputs as the text they are. */
export interface Notebook extends Required<Part> {
  /** Whether what stands at an offset is no code: an unquoted value there is a value, and no name. */
  readonly isConfiguration: (offset: number) => boolean
}

/**
 * The text of a Jupyter notebook (nbformat 3 and 4): a secret that spans lines, each of which is a JSON string of its own,
 * and all that JSON's escapes or colours of a terminal hide, is as in any other file.
 * @returns undefined for all that is no notebook
 */
export function decodeNotebook(bytes: Uint8Array): Notebook | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (!isNotebook(text)) return undefined
  const transcript = createTranscript(text, (at) => endOfEscape(text, at))
  const switches: number[] = []
  // Two changes of the same kind in a row are none.
  const setConfiguration = (isSo: boolean): void => {
    if ((switches.length % 2 === 1) !== isSo) switches.push(transcript.length())
  }
  for (const { kind, strings } of valuesIn(text)) {
    setConfiguration(kind === 'output')
    const onLine = kind === 'cell' ? linesOfCell(text, transcript, setConfiguration) : undefined
    transcribeValue(text, strings, transcript, onLine, kind === 'traceback')
  }
  if (transcript.length() === 0) return undefined
  const isConfiguration = (offset: number): boolean => countNotAfter(switches, offset) % 2 === 1
  return { bytes: transcript.bytes(), via: 'notebook', extentOf: transcript.extentOf, isConfiguration }
}

/**
 * Writers put the key first or last: in 801 notebooks of five repositories it stood within 40 bytes of an end. So other JSON,
 * which may be large, is not searched for it.
 */
const edge = 1 << 10

function isNotebook(text: Buffer): boolean {
  let start = 0
  while (start < 64 && text[start]! <= 32) start += 1
  if (text[start] !== 0x7b) return false
  return text.subarray(0, edge).includes('"nbformat"') || text.subarray(-edge).includes('"nbformat"')
}

type Kind = 'cell' | 'output' | 'markup' | 'traceback'

/** A cell's source (`input` in nbformat 3), and outputs by the kind of their text. Images are none of these. */
const kinds: ReadonlyMap<string, Kind> = new Map([
  ['source', 'cell'],
  ['input', 'cell'],
  ['text', 'output'],
  ['text/plain', 'output'],
  ['html', 'markup'],
  ['text/html', 'markup'],
  ['text/markdown', 'markup'],
  ['text/latex', 'markup'],
  ['application/javascript', 'markup'],
  ['traceback', 'traceback'],
])
const longestKey = Math.max(...[...kinds.keys()].map((key) => key.length))

interface Value {
  readonly kind: Kind
  /** To be read to their end before the next value is asked for. */
  readonly strings: Iterable<Extent>
}

function* valuesIn(text: Buffer): Generator<Value> {
  for (let key = nextString(text, 0); key;) {
    let at = key.end + 1
    const kind = kindOf(text, key)
    if (kind !== undefined) {
      // Where the value has been read to; an object or a number has no strings of its own.
      const items = stringsAt(text, skip(text, at, isBlankOrColon), (end) => (at = end))
      yield { kind, strings: items }
    }
    key = nextString(text, at)
  }
}

function kindOf(text: Buffer, { start, end }: Extent): Kind | undefined {
  if (end - start > longestKey || text[skip(text, end + 1, isBlank)] !== 0x3a) return undefined
  return kinds.get(text.toString('latin1', start, end))
}

/** The string at an offset, or the strings of the list there. */
function* stringsAt(text: Buffer, at: number, onEnd: (at: number) => void): Generator<Extent> {
  const isList = text[at] === 0x5b
  let open = isList ? skip(text, at + 1, isBetween) : at
  while (text[open] === 0x22) {
    const found = nextString(text, open)
    // Not closed on its line: the reader went on to another string, which is none of this list.
    if (found?.start !== open + 1) return
    yield found
    onEnd(found.end + 1)
    if (!isList) return
    open = skip(text, found.end + 1, isBetween)
  }
}

const isBlank = (byte: number): boolean => byte <= 32
const isBlankOrColon = (byte: number): boolean => byte <= 32 || byte === 0x3a
/** All that does not begin or end anything: not only commas, because a merge may have left its markers. */
const isBetween = (byte: number): boolean => byte !== 0x22 && byte !== 0x5b && byte !== 0x5d && byte !== 0x7b

function skip(text: Buffer, from: number, isSkipped: (byte: number) => boolean): number {
  let at = from
  while (at < text.length && isSkipped(text[at]!)) at += 1
  return at
}

/** The strings of a source or an output hold their own line breaks, those of a traceback do not. */
function transcribeValue(
  text: Buffer,
  strings: Iterable<Extent>,
  transcript: Transcript,
  onLine: OnLine | undefined,
  inLines: boolean,
): void {
  let last: number | undefined
  for (const string of strings) {
    if (inLines && last !== undefined) transcript.add(newline, last)
    transcribe(text, string, transcript, onLine)
    last = string.end
  }
  if (last !== undefined) transcript.add(newline, last)
}

const newline = 10

/** How many of the numbers, which ascend, are not larger. */
function countNotAfter(numbers: readonly number[], wanted: number): number {
  let [low, high] = [0, numbers.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (numbers[middle]! <= wanted) low = middle + 1
    else high = middle
  }
  return low
}
