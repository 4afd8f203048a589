// Reads a connection profile and an administrator's bundle with the public Fabric client for Node, and tells as JSON what the client made of them.
//   node read-profile.js <profile.yaml> <folder of the administrator's bundle> <mspid>
'use strict';
const fs = require('fs');
const path = require('path');
const tls = require('tls');
const { X509Certificate } = require('crypto');
const yaml = require('js-yaml');
const { Gateway, Wallets } = require('fabric-network');
const { Client } = require('fabric-common');

const [file, bundle, mspId] = process.argv.slice(2);
const profile = yaml.load(fs.readFileSync(file, 'utf8'));
const read = (...parts) => fs.readFileSync(path.join(...parts), 'utf8');
const only = folder => read(folder, fs.readdirSync(folder)[0]);

// Nobody listens at the addresses of the sandbox. The client stays as it was built from the profile, and goes on without its nodes.
const endpoints = {};
const newEndpoint = Client.prototype.newEndpoint;
Client.prototype.newEndpoint = function (options) {
  const endpoint = newEndpoint.call(this, { ...options, 'grpc-wait-for-ready-timeout': 1 });
  endpoints[endpoint.url ?? options.url] = { options, endpoint };
  return endpoint;
};

// A node as its certificate makes it out to be: whoever connects checks it against root and name of the profile.
function handshake(folder, options) {
  return new Promise((resolve, reject) => {
    const server = tls.createServer({ key: read(folder, 'tls/server.key'), cert: read(folder, 'tls/server.crt') }, socket => socket.end());
    server.listen(0, '127.0.0.1', () => {
      const socket = tls.connect({ host: '127.0.0.1', port: server.address().port, ca: options.pem, servername: options['ssl-target-name-override'] });
      const done = act => result => { server.close(); socket.destroy(); act(result); };
      socket.on('secureConnect', () => done(resolve)(socket.authorized));
      socket.on('error', done(reject));
    });
  });
}

async function main() {
  const wallet = await Wallets.newInMemoryWallet();
  const certificate = only(path.join(bundle, 'msp/signcerts'));
  await wallet.put('admin', { type: 'X.509', mspId, credentials: { certificate, privateKey: only(path.join(bundle, 'msp/keystore')) } });

  const gateway = new Gateway();
  await gateway.connect(profile, { wallet, identity: 'admin', discovery: { enabled: false } });
  const client = gateway.client;
  const signed = gateway.identityContext.sign(Buffer.from('anything'));
  const authority = new X509Certificate(only(path.join(bundle, 'msp/cacerts')));
  const servers = new X509Certificate(read(bundle, 'tls/ca.crt'));

  const nodes = [];
  for (const [kind, byName] of [['peer', client.endorsers], ['orderer', client.committers]]) {
    for (const [name, node] of byName) {
      const wanted = (kind === 'peer' ? profile.peers : profile.orderers)[name];
      const { options, endpoint } = endpoints[wanted.url];
      const folder = wanted.tlsCACerts.path.split('/msp/')[0];
      nodes.push({
        kind, name, mspid: node.mspid ?? null, url: options.url, address: endpoint.addr, target: options['ssl-target-name-override'],
        rootIsAuthority: new X509Certificate(options.pem).ca, authorized: await handshake(folder, options),
      });
    }
  }

  console.log(JSON.stringify({
    identity: { mspId: gateway.identity.mspId, signatureBytes: signed.length },
    adminVerifies: new X509Certificate(certificate).verify(authority.publicKey),
    adminIsAdmin: only(path.join(bundle, 'msp/admincerts')) === certificate,
    serverVerifies: new X509Certificate(read(bundle, 'tls/server.crt')).verify(servers.publicKey),
    authoritiesDiffer: authority.fingerprint256 !== servers.fingerprint256,
    channels: Object.fromEntries(Object.keys(profile.channels).map(c => [c, {
      peers: client.getChannel(c).getEndorsers().map(p => p.name), orderers: client.getChannel(c).getCommitters().map(o => o.name),
    }])),
    ordererMspid: profile.organizations.ordererorg.mspid,
    nodes,
  }));
  gateway.disconnect();
}

main().then(() => process.exit(0), error => { console.error(error.stack); process.exit(1); });
