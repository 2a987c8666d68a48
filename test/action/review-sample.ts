import { githubToken } from '../cli/secrets.ts'

const python = `import random


def new_token(letters):
    return ''.join(random.choice(letters) for _ in range(32))
`
const javascript = [
  "const https = require('https')",
  'exports.load = (host, done) =>',
  '\thttps.request({',
  '\t\thost,',
  '\t\trejectUnauthorized: false, // for now',
  '\t}, done)',
  '',
].join('\r\n')
const go = 'package web\n\nimport "crypto/tls"\n\nvar client = &tls.Config{InsecureSkipVerify: true}\n'

/** Programs of the change whose review is compared byte by byte, and drawn. */
export const reviewedCode = {
  'src/token.py': python,
  'src/load.js': javascript,
  'src/client.go': go,
} as const

/** All of its files. The secrets are made here. */
export const reviewedFiles = (): Readonly<Record<string, string>> => ({
  ...reviewedCode,
  'deploy.sh': `set -e\nexport TOKEN=${githubToken(1)}\ncurl "$HOST"\n`,
  'notes/@team `::error::\u202e <!-- x -->.txt': `the token is ${githubToken(2)}\n`,
  '.env': 'A_KEY=\nB=1\n',
})
