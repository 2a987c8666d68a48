import type { Node } from 'web-tree-sitter'
import { type Dialect, setOf } from '../dialect.ts'

/** Its grammar names hardly any child; `fields` makes up for it. */
export const kotlin: Dialect = {
  language: 'kotlin',
  query: `
    (call_expression . (identifier) @call)
    (call_expression . (navigation_expression (identifier) @call .))
    (assignment left: (identifier) @setting)
    (assignment left: (navigation_expression (identifier) @setting .))
    (assignment left: (index_expression (string_literal) @setting .))
    (value_argument . (identifier) @setting . (_))
    (function_declaration name: (identifier) @setting)
    (binary_expression operator: ["==" "!=" "===" "!=="]) @comparison
    (property_declaration) @binding
    (assignment) @binding
    (class_parameter) @binding
    (function_declaration name: (identifier) @function)
    (import) @import`,
  calls: setOf('call_expression'),
  // A lambda is a block of the function that it stands in: `apply { … }`, `map { … }`.
  functions: setOf('function_declaration anonymous_function secondary_constructor'),
  classes: setOf('class_declaration object_declaration object_literal'),
  blocks: setOf('block'),
  strings: setOf('string_literal multiline_string_literal'),
  numbers: setOf('number_literal float_literal'),
  names: setOf('identifier this_expression super_expression'),
  members: { navigation_expression: ['object', 'name'] },
  indexes: { index_expression: ['object', 'index'] },
  calleeFields: ['function'],
  bindings: {
    property_declaration: ['name', 'value'],
    class_parameter: ['name', 'value'],
    assignment: ['left', 'right'],
  },
  statements: setOf('block source_file class_body for_statement while_statement'),
  returns: setOf('return_expression'),
  comparisons: setOf('binary_expression'),
  importsOf,
  fields: {
    call_expression: {
      function: (node) => node.namedChild(0),
      arguments: (node) =>
        node.namedChildren.find(
          (one) => one?.type === 'value_arguments' || one?.type === 'annotated_lambda',
        ) ?? null,
    },
    navigation_expression: { object: (node) => node.namedChild(0), name: lastOf },
    index_expression: { object: (node) => node.namedChild(0), index: (node) => node.namedChild(1) },
    property_declaration: { name: declaredName, value: assigned },
    class_parameter: { name: firstName, value: assigned },
    parameter: { name: firstName, value: defaultOf },
    value_argument: {
      name: (node) => (assigned(node) === null ? null : node.namedChild(0)),
      value: lastOf,
    },
    annotated_lambda: { value: lastOf },
    function_declaration: { parameters, body },
    anonymous_function: { parameters, body },
    secondary_constructor: { parameters, body: lastOf },
  },
  argumentNodes: setOf('value_argument annotated_lambda'),
  parameterNodes: setOf('parameter'),
  callbacks: setOf('lambda_literal'),
  converting:
    /^(?:toByteArray|encodeToByteArray|decodeToString|toString|toHexString|toHex|hex|joinToString|map|let|also|run|apply|use|with|take|repeat|toList|toTypedArray|toCharArray|concatToString|asSequence|chunked|uppercase|lowercase|padStart|padEnd|substring|encodeToString|ByteArray|CharArray|List|Array|buildString|StringBuilder|String|toInt|toLong|fold|reduce|format|getBytes|encodeUtf8|toByteString|getEncoder|forEach|generateSequence|remember|rememberSaveable|mutableStateOf|digest|base64)$/,
  feeding: /^(?:update|digest|doFinal|init)$/,
}

/** What stands behind `=`. */
function assigned(node: Node): Node | null {
  const sign = node.children.findIndex((one) => one?.type === '=')
  return sign < 0 ? null : (node.children.slice(sign + 1).find((one) => one?.isNamed) ?? null)
}

/** What stands behind a parameter and `=`, as its sibling. */
function defaultOf(node: Node): Node | null {
  return node.nextSibling?.type === '=' ? node.nextNamedSibling : null
}

function lastOf(node: Node): Node | null {
  return node.namedChildren.at(-1) ?? null
}

function firstName(node: Node): Node | null {
  return node.namedChildren.find((one) => one?.type === 'identifier') ?? null
}

function declaredName(node: Node): Node | null {
  const declared = node.namedChildren.find((one) => one?.type === 'variable_declaration')
  return declared == null ? null : firstName(declared)
}

function parameters(node: Node): Node | null {
  return node.namedChildren.find((one) => one?.type === 'function_value_parameters') ?? null
}

/** A block, or the one expression behind `=`. */
function body(node: Node): Node | null {
  return node.namedChildren.find((one) => one?.type === 'function_body')?.namedChild(0) ?? null
}

function importsOf(text: string): readonly (readonly [string, string])[] {
  const { path, alias } =
    /^import\s+(?<path>[\w.]{1,300})(?:\s+as\s+(?<alias>\w{1,100}))?/.exec(text)?.groups ?? {}
  return path === undefined ? [] : [[alias ?? path.slice(path.lastIndexOf('.') + 1), path]]
}
