import { addPairs, createHits, type HitList } from './hits.ts'
import { kernel } from './kernel.generated.ts'
import { compileLiterals, type Literal, type Tables } from './literals.ts'
import { type Search, searchInJavaScript } from './scan.ts'

/** Compiles literals into a search, in WebAssembly where the machine has it. */
export function createPrefilter(literals: readonly Literal[]): Search {
  const tables = compileLiterals(literals)
  return typeof WebAssembly === 'undefined' ? searchInJavaScript(tables) : searchInWebAssembly(tables)
}

interface Kernel {
  readonly memory: WebAssembly.Memory
  readonly next: WebAssembly.Global
  readonly find: (...numbers: readonly number[]) => number
  readonly signs: (...numbers: readonly number[]) => number
}

/** The kernel is compiled from a file beside this one, and a test holds the two together. */
// oxlint-disable-next-line no-unsafe-type-assertion -- WebAssembly tells nothing of its exports' types
const asKernel = (exports: object): Kernel => exports as Kernel

/** Hits kept for one call of the kernel; it is called again where there are more. */
const room = 1 << 14

/** The same search in WebAssembly: about twice as fast. Memory grows to the largest input seen and is reused. */
export function searchInWebAssembly(tables: Tables): Search {
  // The kernel imports only `abort`, and being compiled without assertions never calls it.
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(kernel, 'base64')), {
    env: { abort: () => {} },
  })
  const { memory, next, find, signs: findSigns } = asKernel(exports)
  const { bitmap, second, heads, links, literals: records, classes, input, out } = placeTables(tables, memory)
  const [literals, signs] = [createHits(), createHits()]
  const collect = (list: HitList, length: number, search: (from: number) => number): void => {
    list.count = 0
    for (let from = 0; from < length; from = next.value) {
      addPairs(list, new Uint32Array(memory.buffer, out, search(from) * 2))
    }
  }
  return (bytes) => {
    const { length } = bytes
    ensure(memory, input + length + behind)
    const place = new Uint8Array(memory.buffer, input, length + behind)
    place.set(bytes)
    place.fill(0, length)
    collect(literals, length, (from) =>
      find(bitmap, second, heads, links, records, classes, input, from, length, out, room),
    )
    collect(signs, length, (from) => findSigns(input, from, length, out, room))
    return { literals, signs }
  }
}

/** Zeros that the kernel may read behind the input. */
const behind = 32

function ensure(memory: WebAssembly.Memory, bytes: number): void {
  const missing = bytes - memory.buffer.byteLength
  if (missing > 0) memory.grow(Math.ceil(missing / 65_536))
}

/** Copies the tables into the kernel's memory, one after the other, and says where each is. */
function placeTables(tables: Tables, memory: WebAssembly.Memory) {
  let end = 1024
  const place = (bytes: ArrayBufferView): number => {
    const at = end
    end = (at + bytes.byteLength + 7) & ~7
    ensure(memory, end)
    new Uint8Array(memory.buffer).set(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), at)
    return at
  }
  const bitmap = place(tables.bitmap)
  const second = place(tables.second)
  const heads = place(tables.heads)
  const links = place(tables.links)
  const classes = place(tables.classes)
  const records = tables.literals.flatMap((literal, index) => {
    const text = tables.bytes[index]!
    return [place(text), place(tables.masks[index]!), text.length, literal.isKey ? 1 : 0]
  })
  const literals = place(Uint32Array.from(records))
  const out = place(new Uint8Array(room * 8))
  return { bitmap, second, heads, links, classes, literals, out, input: end }
}
