import { openPacks, type Packs } from './open-packs.ts'
import { offsetOf, type Places } from './places.ts'

/**
 * Sorts objects so that each comes right after what it is built from, its nearest relatives next: then a small cache is
 * enough to unpack everything once. Plain pack order is not: git writes the parts of a family where it first needs them.
 * @returns the indexes of those with a position, in the best order
 */
export function familyOrder({ packs, positions }: Places, idLength: number): Uint32Array {
  const wanted = Uint32Array.from(positions.keys())
    .filter((index) => positions[index]! >= 0)
    .toSorted((a, b) => positions[a]! - positions[b]!)
  const files = openPacks(packs, idLength)
  const family = findFamily(
    Float64Array.from(wanted, (index) => positions[index]!),
    files,
  )
  files.close()
  return preorder(family)
    .filter((node) => node < wanted.length)
    .map((node) => wanted[node]!)
}

/** Objects as nodes: the wanted ones first, by position, then those in between that others are built from. */
interface Family {
  readonly positions: Float64Array
  /** The node that each is built from, or -1. */
  readonly bases: Int32Array
}

function findFamily(wanted: Float64Array, files: Packs): Family {
  const between = new Map<number, number>()
  const added: number[] = []
  const nodeOf = (position: number): number => {
    const node = binarySearch(wanted, position)
    if (node >= 0) return node
    const known = between.get(position)
    if (known !== undefined) return known
    added.push(position)
    between.set(position, wanted.length + added.length - 1)
    return wanted.length + added.length - 1
  }
  const bases: number[] = []
  for (let node = 0; node < wanted.length + added.length; node += 1) {
    const position = node < wanted.length ? wanted[node]! : added[node - wanted.length]!
    const base = files.at(position)?.baseOf(offsetOf(position)) ?? null
    const at = base === null ? -1 : files.baseAt(position, base)
    bases.push(at < 0 ? -1 : nodeOf(at))
  }
  const positions = new Float64Array(bases.length)
  positions.set(wanted)
  positions.set(added, wanted.length)
  return { positions, bases: Int32Array.from(bases) }
}

function binarySearch(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const found = sorted[middle]!
    if (found === value) return middle
    if (found < value) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** Every node after its base, families together, by position among brothers. */
function preorder({ positions, bases }: Family): Uint32Array {
  const byPosition = Uint32Array.from(bases.keys()).toSorted((a, b) => positions[a]! - positions[b]!)
  const firstChild = new Int32Array(bases.length).fill(-1)
  const nextBrother = new Int32Array(bases.length).fill(-1)
  const open: number[] = []
  // From the last on, so that each becomes the first of the brothers so far.
  for (let place = byPosition.length - 1; place >= 0; place -= 1) {
    const node = byPosition[place]!
    const base = bases[node]!
    if (base < 0) {
      open.push(node)
      continue
    }
    nextBrother[node] = firstChild[base]!
    firstChild[base] = node
  }
  const order = new Uint32Array(bases.length)
  let count = 0
  // The first root is on top; a node's brothers wait below its children.
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    order[count] = node
    count += 1
    if (nextBrother[node]! >= 0) open.push(nextBrother[node]!)
    if (firstChild[node]! >= 0) open.push(firstChild[node]!)
  }
  // Named bases could form circles in a hostile pack; those are in no family and are left to git.
  return order.subarray(0, count)
}
