import { readFileSync } from 'node:fs'
import path from 'node:path'
import { allowlistJsonSchema, policyJsonSchema } from '../policies/json-schemas.ts'
import { shippedPolicyNames } from '../policies/shipped-policy-names.ts'

const folder = path.join(import.meta.dirname, '../policies')

/** What is made from the schemas and the shipped policies: contents by absolute path. */
export const policyFiles = (): ReadonlyMap<string, string> =>
  new Map([
    [path.join(folder, 'shipped.generated.ts'), shippedModule()],
    [path.join(folder, 'policy.schema.json'), policyJsonSchema()],
    [path.join(folder, 'allowlist.schema.json'), allowlistJsonSchema()],
  ])

/** A module that holds the texts of the shipped policies: no file has to be found at run time, packed or not. */
function shippedModule(): string {
  const entries = shippedPolicyNames.map((name) => {
    const text = readFileSync(path.join(folder, `${name}.yml`), 'utf8')
    return `  ${JSON.stringify(name)}: ${JSON.stringify(text)},\n`
  })
  return `// Generated from the .yml files beside it by \`npm run generate\`; do not edit.\nexport const shippedTexts = {\n${entries.join('')}} as const\n`
}
