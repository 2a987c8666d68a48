import { takeLock } from '../../../../../scanner/sources/git/mirror/folder-lock.ts'

// Takes a lock, says so, and holds it until it is killed.
await takeLock(process.argv[2]!, new AbortController().signal)
process.stdout.write('held\n')
setInterval(() => {}, 1000)
