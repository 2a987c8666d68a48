import { csrfHeaders } from '../api.ts'

/** Ends the session here and on the server, and begins anew at the door. */
export async function signOut(): Promise<void> {
  await fetch('/sign-out', { method: 'POST', headers: csrfHeaders() })
  location.assign('/')
}
