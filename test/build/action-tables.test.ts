import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readmeFile, readmeWithTables, withActionTables } from '../../build/action-tables.ts'

test('the tables of the Action in the README are up to date (`npm run generate` writes them)', () => {
  expect(readFileSync(readmeFile, 'utf8')).toBe(readmeWithTables())
})

test('a table has what action.yml says, whatever stands in it', () => {
  const readme =
    'a\n<!-- inputs of action.yml -->\nold\n<!-- end of inputs -->\nb\n<!-- outputs of action.yml -->\n<!-- end of outputs -->\nc\n'
  const action =
    'inputs:\n  one:\n    description: a | b\n    default: ""\noutputs:\n  two:\n    description: c\n'
  const written = withActionTables(readme, action)
  expect(written).toContain('| `one` | a \\| b |  |')
  expect(written).toContain('| `two` | c |')
  expect(written).not.toContain('old')
  expect(withActionTables(written, action)).toBe(written)
  expect(() => withActionTables('', action)).toThrow('no place for the inputs')
})
