import { expect, test } from 'vitest'
import { type Remark, saidBefore } from '../../../action/comments/already-said.ts'
import { hunksIn } from '../../../action/comments/hunks.ts'
import { codeRules } from '../../../scanner/rules/code/index.ts'
import { finding, sampleRules } from '../../report/sample-reports.ts'

const remark = (text: string, more: Partial<Remark> = {}): Remark => ({
  by: 'Claude',
  path: 'a.py',
  from: 3,
  to: 4,
  text,
  ...more,
})
const { cipher, aws } = sampleRules
const weak = finding(cipher, { path: 'a.py', at: [4, 1, 6, 2] })
const secret = finding(aws, { path: 'a.py', at: [4, 1, 4, 9] })

test('the same subject on the same line is known, whoever said it in whatever words', () => {
  for (const text of ['This uses DES.', 'See CWE-327', 'ECB mode leaks patterns', 'external/cwe/cwe-327'])
    expect(saidBefore(weak, cipher, [remark(text)]), text).toBe('Claude')
  for (const text of ['A hard-coded access key', 'Secret scanning found an AWS token'])
    expect(saidBefore(secret, aws, [remark(text)]), text).toBe('Claude')
})

test('another subject, another line or another file says nothing of it', () => {
  for (const text of ['Please describe the module', 'CWE-3271', 'Prefer early returns', 'SQL injection'])
    expect(saidBefore(weak, cipher, [remark(text)]), text).toBeUndefined()
  expect(saidBefore(weak, cipher, [remark('DES', { from: 7, to: 9 })])).toBeUndefined()
  expect(saidBefore(weak, cipher, [remark('DES', { path: 'b.py' })])).toBeUndefined()
})

test('every rule about code is known by its number in CWE', () => {
  for (const rule of codeRules) {
    const one = finding(rule, { path: 'a.py', at: [4, 1, 4, 2] })
    expect(saidBefore(one, rule, [remark(`CWE-${rule.weakness!.cwe[0]}`)]), rule.id).toBe('Claude')
    expect(saidBefore(one, rule, [remark('Nice.')]), rule.id).toBeUndefined()
  }
})

test('hunks are the lines of the changed side, one that only takes away has none', () => {
  expect(hunksIn('@@ -1,2 +1,3 @@ f()\n a\n+b\n c\n@@ -9 +10 @@\n-x\n+y\n@@ -20,2 +20,0 @@\n-a\n-b')).toEqual(
    [
      { from: 1, to: 3 },
      { from: 10, to: 10 },
    ],
  )
})
