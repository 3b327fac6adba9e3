// An OpenID Connect provider with one client. Anybody signs in with any password; the name decides the roles.
// Arguments: the port, and the address to which the client's answers go.
import Provider from 'oidc-provider';

const [port, callback] = process.argv.slice(2);
const rolesOf = id => ['operator', 'admin'].filter(role => id.startsWith(role));

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: 'vault',
    client_secret: 'a-secret-of-the-client-0123456789',
    redirect_uris: [callback],
    token_endpoint_auth_method: 'client_secret_post',
  }],
  pkce: { required: () => true },
  claims: { openid: ['sub'], profile: ['name', 'roles'], email: ['email', 'email_verified'] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, name: `${id} of the tests`, roles: rolesOf(id), email: `${id}@example.org`, email_verified: id !== 'mallory' }),
  }),
});

provider.listen(Number(port), '127.0.0.1');
