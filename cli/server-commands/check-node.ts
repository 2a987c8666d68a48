import { AppError } from '../../scanner/errors.ts'

/** What the App's libraries need; the rest of the command line runs from Node 20 on. Source: pg-boss's `engines`. */
const needed = [22, 12] as const

/** @throws AppError `node-too-old` */
export function checkNode(version: string = process.versions.node): void {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > needed[0] || (major === needed[0] && minor >= needed[1])) return
  throw new AppError(
    'node-too-old',
    `This command needs Node ${needed.join('.')} or newer; this is Node ${version}.`,
  )
}
