import { expect, test } from 'vitest'
import { openedPull, usual } from './opened-pull.ts'
import { type ActionOptions, runAction, useAction } from './run-action.ts'

const bundle = useAction()
const published = (options: ActionOptions) => runAction(bundle(), options)

test('actions of the repository’s own owner are no third party’s, however the change is read', async () => {
  const workflow = `on: push
permissions: {}
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: acme/tools@main
      - uses: others/tools@main
`
  const { run, comments } = await openedPull({ '.github/workflows/build.yml': workflow }, {}, published)
  expect(await run()).toMatchObject({ exit: 0, outputs: { findings: '1' } })
  expect(comments().map(({ path, line }) => [path, line])).toEqual([['.github/workflows/build.yml', 8]])
  expect(await run(usual, {}, {}, { environment: { PATH: '' } })).toMatchObject({
    outputs: { findings: '1' },
  })
})
