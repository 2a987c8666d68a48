import type { Node } from 'web-tree-sitter'
import { argumentsOf, type Source, textOf } from '../source.ts'
import { callAround, parametersOf } from '../functions.ts'

const mostValues = 4

/** What `new Promise((resolve) => …)` may come to: whatever is handed to the function that it is given first. */
export function promisedValues(source: Source, call: Node, path: string): readonly Node[] {
  if (path !== 'Promise' || source.dialect.language !== 'javascript') return []
  const executor = argumentsOf(source, call)[0]?.value
  if (executor === undefined || !source.dialect.functions.has(executor.type)) return []
  const resolve = parametersOf(source, executor)[0]?.name ?? ''
  return (source.calls.get(resolve) ?? [])
    .filter((one) => executor.startIndex <= one.startIndex && one.endIndex <= executor.endIndex)
    .slice(0, mostValues)
    .flatMap((one) => {
      const resolved = callAround(one, source.dialect.calls)
      return resolved === undefined || !textOf(source, resolved).startsWith(resolve)
        ? []
        : (argumentsOf(source, resolved)[0]?.value ?? [])
    })
}
