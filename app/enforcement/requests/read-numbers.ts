import type { Numbers } from '../recertification/judge-answer.ts'

/** No issue has more. */
const highestNumber = 1000
/** What is longer names the same again and again. */
const longest = 2000

/** `all`, `3`, `1-20,25`. Pure. @returns undefined: it is none of these */
export function readNumbers(text: string): Numbers | undefined {
  if (text.toLowerCase() === 'all') return 'all'
  if (text.length > longest) return undefined
  const numbers = new Set<number>()
  for (const part of text.split(',').filter((one) => one !== '')) {
    const [, from = '', to = from] = /^([1-9][0-9]{0,3})(?:-([1-9][0-9]{0,3}))?$/.exec(part) ?? []
    if (from === '' || Number(to) < Number(from) || Number(to) > highestNumber) return undefined
    for (let number = Number(from); number <= Number(to); number += 1) numbers.add(number)
  }
  return numbers.size === 0 ? undefined : [...numbers]
}
