#ifndef MEDIA_ADDRESS_H
#define MEDIA_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

/*
 * Whether a network address belongs to the public internet, by the special-purpose
 * registries of IANA (RFC 6890 and its updates): what is private, shared by a carrier,
 * local to a link or this machine, multicast, reserved or set aside for documentation is
 * not. An IPv6 address that carries an IPv4 one (mapped, NAT64) is judged by that;
 * transition tunnels (6to4, Teredo) are not public. Families other than IPv4 and IPv6
 * are not.
 */
bool media_address_is_public(const struct sockaddr *address);

/*
 * The same of the host of a URL when it is an address in any spelling that resolvers
 * take ("127.1", "0x7f000001", "[::1]") or a name of this machine ("localhost"). Any
 * other name may lead anywhere and counts as public: what it leads to is told by
 * the above, at connection.
 */
bool media_address_host_is_public(const char *host);

#endif
