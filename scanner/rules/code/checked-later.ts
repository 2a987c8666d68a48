import { enclosing, textOf } from '../../syntax/source.ts'
import type { Site } from './code-rule.ts'

/** `const file = join(folder, name); if (!file.startsWith(folder)) …`: a path is looked at once it is whole. */
export function isCheckedLater({ source, node }: Site): boolean {
  let holder = node.parent
  for (let step = 0; holder !== null && step < 4 && !assignments.has(holder.type); step += 1)
    holder = holder.parent
  if (holder === null || !assignments.has(holder.type)) return false
  const target = holder.childForFieldName('name') ?? holder.childForFieldName('left')
  const name = target === null ? '' : textOf(source, target)
  if (!/^[\w$]{1,60}$/.test(name)) return false
  const around = enclosing(node, source.dialect.functions) ?? source.root
  const after = source.text.slice(node.endIndex, Math.min(around.endIndex, node.endIndex + 3000))
  const own = name.replaceAll('$', String.raw`\$`)
  return new RegExp(
    String.raw`\b${own}\b[^;\n]{0,40}\.(?:startsWith|startswith|is_relative_to|indexOf)\(|(?:startsWith|HasPrefix|relative|relative_to|commonpath|commonprefix|Rel|IsLocal)\([^;\n]{0,80}\b${own}\b|(?:is|check|valid|ensure|assert)\w*(?:[iI]nside|[wW]ithin|[pP]ath|[sS]afe|[vV]alid|[aA]llowed)\w*\([^;\n]{0,60}\b${own}\b`,
  ).test(after)
}

const assignments: ReadonlySet<string> = new Set([
  'variable_declarator',
  'assignment_expression',
  'assignment',
  'short_var_declaration',
  'assignment_statement',
])
