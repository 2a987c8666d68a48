/**
 * `npm run scim-tester`: has scim2-tester, an independent client, ask the SCIM server on a real database everything that it knows to ask.
 * None of its checks may fail or be left out. https://scim2-tester.readthedocs.io
 */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { withStore } from '../../../bench/with-store.ts'
import { addOrganization } from '../database/add-organization.ts'
import { addConnection, serveScim } from '../scim/provider.ts'

const version = '0.5.2'
const run = promisify(execFile)

process.exitCode = await withStore(async (store) => {
  const python = await installed()
  const acme = await addOrganization(store, 'acme')
  const { connection, token } = await addConnection(store, acme)
  const { server, address } = await serveScim(store)
  const asked = await run(
    python,
    [path.join(import.meta.dirname, 'ask.py'), `${address}/${connection}`, token],
    {
      maxBuffer: 1 << 26,
    },
  ).catch((error: { stdout?: string; stderr?: string }) => ({ ...error, failed: true }))
  console.log(asked.stdout ?? '', asked.stderr ?? '')
  await server.close()
  return 'failed' in asked ? 1 : 0
})

/** Its Python, in an environment of its own. */
async function installed(): Promise<string> {
  const home = path.join(import.meta.dirname, `../../../node_modules/.cache/scim2-tester-${version}`)
  const python = path.join(home, 'bin/python')
  if (existsSync(python)) return python
  console.log(`scim2-tester ${version} is installed …`)
  await run('python3', ['-m', 'venv', home])
  await run(path.join(home, 'bin/pip'), [
    'install',
    '--quiet',
    `scim2-tester==${version}`,
    'scim2-client[httpx2]==0.13.2',
  ])
  return python
}
