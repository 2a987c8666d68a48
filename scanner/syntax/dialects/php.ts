import type { Node } from 'web-tree-sitter'
import { type Dialect, setOf } from '../dialect.ts'

export const php: Dialect = {
  language: 'php',
  query: `
    (function_call_expression function: (name) @call)
    (function_call_expression function: (qualified_name (name) @call .))
    (member_call_expression name: (name) @call)
    (nullsafe_member_call_expression name: (name) @call)
    (scoped_call_expression name: (name) @call)
    (object_creation_expression (name) @call)
    (object_creation_expression (qualified_name (name) @call .))
    (array_element_initializer . [(string) (encapsed_string)] @setting . (_))
    (array_element_initializer . (name) @setting . (_))
    (array_element_initializer . (class_constant_access_expression (name) @setting .) . (_))
    (assignment_expression left: (member_access_expression name: (name) @setting))
    (assignment_expression left: (scoped_property_access_expression name: (variable_name (name) @setting)))
    (assignment_expression left: (subscript_expression [(string) (encapsed_string)] @setting))
    (assignment_expression left: (variable_name (name) @setting))
    (property_element name: (variable_name (name) @setting))
    (const_element . (name) @setting)
    (binary_expression operator: ["===" "==" "!==" "!=" "<>"]) @comparison
    (assignment_expression) @binding
    (augmented_assignment_expression) @binding
    (property_element) @binding
    (const_element) @binding
    (function_definition name: (name) @function)
    (method_declaration name: (name) @function)
    (namespace_use_declaration) @import`,
  calls: setOf(
    'function_call_expression member_call_expression nullsafe_member_call_expression scoped_call_expression object_creation_expression',
  ),
  functions: setOf('function_definition method_declaration anonymous_function arrow_function'),
  classes: setOf('class_declaration trait_declaration enum_declaration'),
  blocks: setOf('compound_statement'),
  strings: setOf('string encapsed_string'),
  numbers: setOf('integer float'),
  names: setOf('name variable_name qualified_name relative_scope'),
  members: {
    member_access_expression: ['object', 'name'],
    nullsafe_member_access_expression: ['object', 'name'],
    scoped_property_access_expression: ['scope', 'name'],
    class_constant_access_expression: ['object', 'name'],
    member_call_expression: ['object', 'name'],
    nullsafe_member_call_expression: ['object', 'name'],
    scoped_call_expression: ['scope', 'name'],
  },
  indexes: { subscript_expression: ['object', 'index'] },
  calleeFields: ['function'],
  bindings: {
    assignment_expression: ['left', 'right'],
    augmented_assignment_expression: ['left', 'right'],
    array_element_initializer: ['key', 'value'],
    property_element: ['name', 'value'],
    const_element: ['name', 'value'],
    simple_parameter: ['name', 'value'],
  },
  statements: setOf(
    'compound_statement program expression_statement declaration_list if_statement switch_statement echo_statement',
  ),
  returns: setOf('return_statement yield_expression'),
  comparisons: setOf('binary_expression'),
  spell: (text) =>
    text
      .replace(/^\\/, '')
      .replaceAll('\\', '.')
      .replaceAll(/\??->|::\$?/g, '.'),
  importsOf,
  fields: {
    subscript_expression: { object: first, index: second },
    class_constant_access_expression: { object: first, name: second },
    // An element without a key has its value alone.
    array_element_initializer: {
      key: (node) => (node.namedChildCount > 1 ? first(node) : null),
      value: second,
    },
    const_element: { name: first, value: second },
    property_element: { value: byDefault },
    simple_parameter: { value: byDefault },
    object_creation_expression: {
      function: first,
      arguments: (node) => node.namedChildren.find((one) => one?.type === 'arguments') ?? null,
    },
    argument: { value: (node) => node.namedChildren.at(-1) ?? null },
  },
  argumentNodes: setOf('argument'),
}

function first(node: Node): Node | null {
  return node.namedChild(0)
}

function second(node: Node): Node | null {
  return node.namedChild(1)
}

function byDefault(node: Node): Node | null {
  return node.childForFieldName('default_value')
}

const use = /^use\s+(?:function\s+|const\s+)?(?<what>[^;]{1,4000})/

/** `use A\B as C, D\E;`, `use A\{B, C as D};` */
function importsOf(text: string): readonly (readonly [string, string])[] {
  const { what } = use.exec(text)?.groups ?? {}
  if (what === undefined) return []
  const { before = '', list = what } = /^(?<before>[^{]*)\{(?<list>[^}]*)\}/.exec(what)?.groups ?? {}
  return list.split(',').flatMap((one): readonly (readonly [string, string])[] => {
    const [path = '', alias] = one
      .trim()
      .replace(/^(?:function|const)\s+/, '')
      .split(/\s+as\s+/i)
    const whole = (before + path).replace(/^\\/, '').replaceAll('\\', '.')
    const own = whole.slice(whole.lastIndexOf('.') + 1)
    return own === '' ? [] : [[alias ?? own, whole]]
  })
}
