import type { Node } from 'web-tree-sitter'
import { callAround } from './functions.ts'
import { argumentsOf, calleePath, type Source, textOf, unquote } from './source.ts'

const reading = /^(?<map>[\w$.]{1,100})\.(?:get|getOrDefault)$/

/**
 * What was put into a map of the same name under the same key: `x` after `map.put("key", x)` for `map.get("key")`, in Java and JavaScript.
 */
export function keptValues(source: Source, call: Node): readonly Node[] {
  const map = reading.exec(calleePath(source, call))?.groups?.['map']
  const key = map === undefined ? undefined : keyOf(source, call)
  if (key === undefined) return []
  return ['put', 'set'].flatMap((name) =>
    (source.calls.get(name) ?? []).flatMap((called) => {
      const put = callAround(called, source.dialect.calls)
      if (put === undefined || calleePath(source, put) !== `${map}.${name}`) return []
      return keyOf(source, put) === key ? (argumentsOf(source, put)[1]?.value ?? []) : []
    }),
  )
}

/** The first argument, if it is a text that is written there. */
function keyOf(source: Source, call: Node): string | undefined {
  const key = argumentsOf(source, call)[0]?.value
  return key !== undefined && source.dialect.strings.has(key.type) ? unquote(textOf(source, key)) : undefined
}
