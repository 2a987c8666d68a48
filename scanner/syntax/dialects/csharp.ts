import type { Node } from 'web-tree-sitter'
import { type Dialect, setOf } from '../dialect.ts'

export const csharp: Dialect = {
  language: 'csharp',
  query: `
    (invocation_expression function: (identifier) @call)
    (invocation_expression function: (member_access_expression name: (identifier) @call))
    (invocation_expression function: (conditional_access_expression (member_binding_expression name: (identifier) @call)))
    (invocation_expression function: (generic_name (identifier) @call))
    (invocation_expression function: (member_access_expression name: (generic_name (identifier) @call)))
    (object_creation_expression type: (identifier) @call)
    (object_creation_expression type: (qualified_name name: (identifier) @call))
    (variable_declaration type: (identifier) @call (variable_declarator (implicit_object_creation_expression)))
    (property_declaration type: (identifier) @call value: (implicit_object_creation_expression))
    (assignment_expression left: (member_access_expression name: (identifier) @setting))
    (assignment_expression left: (identifier) @setting)
    (argument name: (identifier) @setting)
    (binary_expression operator: ["==" "!="]) @comparison
    (variable_declarator) @binding
    (assignment_expression) @binding
    (property_declaration) @binding
    (method_declaration name: (identifier) @function)
    (local_function_statement name: (identifier) @function)
    (using_directive) @import`,
  calls: setOf('invocation_expression object_creation_expression implicit_object_creation_expression'),
  functions: setOf(
    'method_declaration constructor_declaration local_function_statement lambda_expression anonymous_method_expression',
  ),
  classes: setOf('class_declaration struct_declaration record_declaration'),
  blocks: setOf('block'),
  strings: setOf('string_literal verbatim_string_literal raw_string_literal interpolated_string_expression'),
  numbers: setOf('integer_literal real_literal'),
  names: setOf('identifier this base predefined_type implicit_parameter'),
  members: {
    member_access_expression: ['expression', 'name'],
    conditional_access_expression: ['condition', 'name'],
  },
  indexes: { element_access_expression: ['expression', 'index'] },
  calleeFields: ['function'],
  bindings: {
    variable_declarator: ['name', 'value'],
    assignment_expression: ['left', 'right'],
    property_declaration: ['name', 'value'],
  },
  statements: setOf(`
    block compilation_unit declaration_list expression_statement local_declaration_statement field_declaration
    if_statement using_statement for_statement foreach_statement global_statement`),
  returns: setOf('return_statement yield_statement'),
  comparisons: setOf('binary_expression'),
  importsOf,
  fields: {
    variable_declarator: { value: assigned },
    parameter: { value: assigned },
    argument: { value: lastOf },
    conditional_access_expression: { name: (node) => lastOf(node)?.childForFieldName('name') ?? null },
    element_access_expression: {
      index: (node) => node.childForFieldName('subscript')?.namedChild(0)?.namedChild(0) ?? null,
    },
    implicit_object_creation_expression: {
      type: declaredType,
      arguments: (node) => node.namedChildren.find((one) => one?.type === 'argument_list') ?? null,
    },
    anonymous_method_expression: { body: lastOf },
  },
  argumentNodes: setOf('argument'),
  callbacks: setOf('lambda_expression anonymous_method_expression'),
  converting:
    /^(?:GetBytes|GetString|GetChars|To(?:String|Lower|Upper|LowerInvariant|UpperInvariant|Base64String|HexString|HexStringLower|Array|List|CharArray)|From(?:Base64|Hex)String|BitConverter|Convert|Replace|Substring|Concat|Join|Append|AppendFormat|Select|SelectMany|Aggregate|Trim|TrimEnd|TrimStart|Format|PadLeft|PadRight|String|string|StringBuilder|Range|Repeat|Take|ToInt32|ToInt64|ToUInt32|ElementAt|Guid|Abs|Round|Floor|MemoryStream|ConfigureAwait|Base64UrlEncode|Encode)$/,
  feeding:
    /^(?:ComputeHash|ComputeHashAsync|HashData|TransformBlock|TransformFinalBlock|AppendData|TryComputeHash|SignData|BlockUpdate)$/,
}

/** What stands behind `=`. */
function assigned(node: Node): Node | null {
  const sign = node.children.findIndex((one) => one?.type === '=')
  return sign < 0 ? null : (node.children.slice(sign + 1).find((one) => one?.isNamed) ?? null)
}

function lastOf(node: Node): Node | null {
  return node.namedChildren.at(-1) ?? null
}

/** `Random random = new();` says what it makes where it is declared. */
function declaredType({ parent }: Node): Node | null {
  if (parent?.type === 'variable_declarator') return parent.parent?.childForFieldName('type') ?? null
  return parent?.type === 'property_declaration' ? parent.childForFieldName('type') : null
}

function importsOf(text: string): readonly (readonly [string, string])[] {
  const { alias, path } =
    /^(?:global\s+)?using\s+(?<alias>\w{1,100})\s*=\s*(?<path>[\w.]{1,300})/.exec(text)?.groups ?? {}
  return alias === undefined || path === undefined ? [] : [[alias, path]]
}
