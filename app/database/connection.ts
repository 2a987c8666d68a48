/** How to reach PostgreSQL, as `pg` and pg-boss take it. */
export type Connection =
  | {
      readonly host: string
      readonly port: number
      readonly user: string
      readonly password: string
      readonly database: string
    }
  | { readonly connectionString: string }
