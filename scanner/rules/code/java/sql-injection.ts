import { textOf } from '../../../syntax/source.ts'
import type { CodeRule } from '../code-rule.ts'
import { isSql, taintRule } from '../taint-rule.ts'

/** Statements that Spring Security is given to look people up by. */
const statementsOfSecurity = [
  'usersByUsernameQuery',
  'authoritiesByUsernameQuery',
  'groupAuthoritiesByUsername',
  'setUsersByUsernameQuery',
  'setAuthoritiesByUsernameQuery',
  'setGroupAuthoritiesByUsernameQuery',
  'setChangePasswordSql',
  'setCreateAuthoritySql',
  'setCreateUserSql',
  'setDeleteGroupAuthoritiesSql',
  'setDeleteGroupAuthoritySql',
  'setDeleteGroupMemberSql',
  'setDeleteGroupMembersSql',
  'setDeleteGroupSql',
  'setDeleteUserAuthoritiesSql',
  'setDeleteUserSql',
  'setFindAllGroupsSql',
  'setFindGroupIdSql',
  'setFindUsersInGroupSql',
  'setGroupAuthoritiesSql',
  'setInsertGroupAuthoritySql',
  'setInsertGroupMemberSql',
  'setInsertGroupSql',
  'setRenameGroupSql',
  'setUpdateUserSql',
  'setUserExistsSql',
]

export const sqlInjection: CodeRule = taintRule(
  'java',
  'sql-injection',
  {
    url: 'https://cheatsheetseries.owasp.org/cheatsheets/Query_Parameterization_Cheat_Sheet.html',
    checked: 'read',
  },
  {
    kind: 'sql',
    literals: [
      'SELECT',
      'Select ',
      'select ',
      'INSERT',
      'insert into',
      'UPDATE ',
      'update ',
      'DELETE ',
      'delete from',
      'from ',
      'FROM ',
      'call ',
      'createQuery',
      'executeQuery',
      'vertx.',
    ],
    sinks: [
      {
        calls: [
          'executeQuery',
          'executeUpdate',
          'executeLargeUpdate',
          'execute',
          'addBatch',
          'prepareStatement',
          'prepareCall',
          'createQuery',
          'createNativeQuery',
          'createSQLQuery',
          'createStatement',
          'queryForObject',
          'queryForList',
          'queryForMap',
          'queryForRowSet',
          'queryForInt',
          'queryForLong',
          'queryForStream',
          'query',
          'update',
          'batchUpdate',
          'newQuery',
          'nativeSQL',
          'sql',
        ],
        path: /\./,
        takes: [0],
        unknown: 'low',
        unseen: 'nothing',
        built: 'medium',
        local: 'medium',
        when: ({ source, name, path }, value, { prefix, isBuilt, trust }) =>
          // A statement that comes from elsewhere: who calls may have put it together.
          (trust === 'parameter' &&
            !isBuilt &&
            /(?:stmt|statement|conn|connection|con|jdbc|jdbc\w+|template|entityManager|session)\w*\.\w+$/i.test(
              path,
            )) ||
          isSql(prefix) ||
          /^\s*from\s+[A-Z]/i.test(prefix) ||
          (isBuilt &&
            isSql(
              textOf(source, value)
                .replace(/^[^"]*"/, '')
                .slice(0, 300),
            )) ||
          (trust === 'untrusted' && !/^(?:query|update|execute|sql)$/.test(name)),
      },
      {
        // Objects that keep a statement until it is run; the first argument of Spring's is where from.
        calls: [
          'PreparedStatementCreatorFactory',
          'CallableStatementCreatorFactory',
          'SqlUpdate',
          'BatchSqlUpdate',
          'SqlQuery',
          'MappingSqlQuery',
          'preparedQuery',
          'prepare',
          'sqlRestriction',
          'queryWithParams',
          'updateWithParams',
          'querySingle',
          'batchUpdate',
          'newQuery',
        ],
        takes: [0, 1, 2],
        built: 'medium',
        local: 'medium',
        when: ({ name, source }, value, { prefix, isBuilt }) =>
          isSql(prefix) ||
          (isBuilt && /^(?:sqlRestriction|newQuery)$/.test(name) && /[=<>]/.test(textOf(source, value))),
      },
      { calls: statementsOfSecurity, built: 'medium', local: 'medium' },
      {
        // Vert.x: what is handed over may have been put together by who calls.
        calls: ['query', 'preparedQuery', 'prepare'],
        path: /(?:client|conn|connection|pool)\w*\.\w+$/i,
        unknown: 'low',
        unseen: 'nothing',
        built: 'medium',
        when: ({ source }) =>
          /import io\.vertx\.\w*sqlclient|import io\.vertx\.\w*(?:pg|mysql|mssql|db2|oracle)client/.test(
            source.text,
          ),
      },
      {
        // JDO: parts of a query.
        calls: ['setFilter', 'setGrouping', 'setOrdering'],
        path: /(?:^|\.)(?:q|query|\w+Query)\.\w+$/,
        built: 'medium',
        when: ({ source }) => /javax\.jdo|jakarta\.jdo/.test(source.text),
      },
    ],
    matches: [
      `class A { void set(JdbcUserDetailsManager users, String table) {
  users.setUserExistsSql("SELECT name FROM " + table + " WHERE name = ?"); // here
} }`,
      `import io.vertx.sqlclient.SqlClient;
class A { void find(SqlClient client, String sql) { client.preparedQuery(sql); } }`,
      `class A { void find(String name) {
  String sql = "SELECT * FROM users WHERE name = '" + name + "'";
  new PreparedStatementCreatorFactory(sql, Types.VARCHAR); // here
} }`,
      `class A { List<User> find(String sql) { return jdbcTemplate.query(sql, mapper); } } // SELECT`,
      `class A { void find(HttpServletRequest request) throws Exception {
  String name = request.getParameter("name");
  statement.executeQuery("SELECT * FROM users WHERE name = '" + name + "'"); // here
} }`,
      `class A { void find(String name) throws Exception {
  String sql = "SELECT * FROM users WHERE name = '" + name + "'";
  connection.prepareStatement(sql); // here
} }`,
      `class A { void find(String name) { StringBuilder sql = new StringBuilder("SELECT * FROM users WHERE name = '"); sql.append(name); jdbcTemplate.queryForList(sql.toString()); } }`,
    ],
    misses: [
      `class A { void set(JdbcUserDetailsManager users) { users.setUserExistsSql("SELECT name FROM people WHERE name = ?"); } }`,
      `class A { void find(String name) throws Exception { PreparedStatement s = connection.prepareStatement("SELECT * FROM users WHERE name = ?"); s.setString(1, name); s.executeQuery(); } }`,
      `class A { static final String TABLE = "users"; void find() throws Exception { statement.executeQuery("SELECT * FROM " + TABLE); } }`,
      `class A { void find(int id) throws Exception { statement.executeQuery("SELECT * FROM users WHERE id = " + id); } }`,
      `class A { void find(HttpServletRequest request) throws Exception {
  String name = request.getParameter("name");
  String bar;
  int num = 86;
  if ((7 * 42) - num > 200) bar = "fixed"; else bar = name;
  statement.executeQuery("SELECT * FROM users WHERE name = '" + bar + "'");
} }`,
    ],
  },
)
