// Makes the shop listen on 127.0.0.1 alone: EverShop names no address, and would be open to the whole network.
import net from 'node:net';

const { listen } = net.Server.prototype;
net.Server.prototype.listen = function onLoopback(port, ...rest) {
  const open = typeof port === 'number' && typeof rest[0] !== 'string';
  return listen.call(this, port, ...(open ? ['127.0.0.1', ...rest] : rest));
};
