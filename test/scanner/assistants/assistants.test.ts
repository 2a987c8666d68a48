import { describe, expect, test } from 'vitest'
import { assistants } from '../../../scanner/assistants/assistants.ts'
import { mayConcernAssistants } from '../../../scanner/rules/assistants/inspect-assistant-file.ts'

test('ids are used once', () => {
  expect(new Set(assistants.map(({ id }) => id)).size).toBe(assistants.length)
})

describe.each(assistants.map((assistant) => [assistant.id, assistant] as const))('%s', (_, assistant) => {
  test('says where each datum is from', () => {
    const data = [
      ...assistant.apps,
      ...assistant.bots,
      ...assistant.actions,
      ...assistant.packages,
      ...assistant.commands,
      ...assistant.installers,
      ...assistant.variables,
      ...assistant.files,
      ...assistant.workflowFiles,
      ...assistant.agenticEngines,
      ...assistant.checkRuns,
      ...assistant.commitTrailers,
    ]
    for (const { url, checked } of data.map(({ source }) => source)) {
      expect(URL.canParse(url)).toBe(true)
      expect(['read', 'unverified']).toContain(checked)
    }
  })

  test('names are in the form they are compared in', () => {
    for (const { repository } of assistant.actions) expect(repository).toMatch(/^[a-z\d-]+\/[a-z\d._-]+$/)
    for (const { name } of assistant.variables) expect(name).toMatch(/^[A-Z][A-Z\d_]*$/)
    for (const { address } of assistant.installers) expect(address).toBe(address.toLowerCase())
    for (const { login } of assistant.bots) expect(login).toMatch(/\[bot\]$/)
  })

  test('no variable is named twice, and something proves it', () => {
    const names = assistant.variables.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(assistant.variables.some(({ weight }) => weight === 'proves')).toBe(true)
  })

  test('its configuration in JSON is looked at wherever it is', () => {
    const json = assistant.files.filter(
      ({ path }) => path.endsWith('.json') && !/credentials|marketplace/.test(path),
    )
    expect(
      json.filter(({ path }) => !mayConcernAssistants(path) || !mayConcernAssistants(`apps/web/${path}`)),
    ).toEqual([])
  })
})
