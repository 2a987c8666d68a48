import type { Node } from 'web-tree-sitter'
import { returnsOf } from '../../../syntax/functions.ts'
import { enclosing, type Source, textOf } from '../../../syntax/source.ts'

/** Annotations of Spring that say which requests a method answers. */
export const mappings = [
  'GetMapping',
  'PostMapping',
  'PutMapping',
  'PatchMapping',
  'DeleteMapping',
  'RequestMapping',
] as const

const methods: ReadonlySet<string> = new Set(['method_declaration'])

/** A method of Spring that answers requests. */
export interface MappedMethod {
  /** What it gives back as text, each expression. */
  readonly returned: readonly Node[]
  /** Whether the text is the answer itself, and not the name of a view. */
  readonly isAnswer: boolean
  /** Its annotations, name and parameters. */
  readonly head: string
}

/** The method that an annotation stands at; undefined where it is a class or gives back no text. */
export function mappedMethod(source: Source, annotation: Node): MappedMethod | undefined {
  const holder = enclosing(annotation, methods)
  if (
    holder === null ||
    !/^(?:String|CharSequence)$/.test(textOf(source, holder.childForFieldName('type') ?? holder))
  )
    return undefined
  const headOf = (node: Node): string =>
    source.text.slice(
      node.startIndex,
      Math.min(node.childForFieldName('body')?.startIndex ?? node.endIndex, node.startIndex + 1500),
    )
  const head = headOf(holder)
  const type = enclosing(holder.parent, source.dialect.classes)
  const isAnswer =
    /@ResponseBody\b/.test(head) || (type !== null && /@(?:RestController|ResponseBody)\b/.test(headOf(type)))
  return { returned: returnsOf(source, holder), isAnswer, head }
}
