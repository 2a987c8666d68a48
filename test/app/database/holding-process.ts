/** Opens a database and holds it: `node holding-process.ts <folder> <elsewhere>`. Prints the connection, then waits. */
import { openPrivatePostgres } from '../../../app/database/private-postgres/open.ts'

const [, , folder = '', elsewhere = ''] = process.argv
const { connection } = await openPrivatePostgres({ folder, elsewhere })
process.stdout.write(`${JSON.stringify(connection)}\n`)
setInterval(() => {}, 60_000)
