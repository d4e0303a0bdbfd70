#ifndef ROLLCALL_COPENLDAP_SHIM_H
#define ROLLCALL_COPENLDAP_SHIM_H

#include <sys/time.h>
#include <lber.h>
#include <ldap.h>
#include <openldap.h>

/* LDAP_OPT_ON is the address of a variable: a macro that Swift does not import. */
static inline const void *copenldap_option_on(void) { return LDAP_OPT_ON; }

/* Puts a buffer below everything that reads from a connection, which has to be open: libldap asks the kernel three times
   for each message otherwise. The buffer's name is a variable, which Swift would take for a shared one. */
static inline int copenldap_read_ahead(LDAP *handle, int bytes) {
  Sockbuf *socket = NULL;
  if (ldap_get_option(handle, LDAP_OPT_SOCKBUF, &socket) != LDAP_OPT_SUCCESS || socket == NULL) return -1;
  return ber_sockbuf_add_io(socket, &ber_sockbuf_io_readahead, LBER_SBIOD_LEVEL_PROVIDER, &bytes);
}

/* One item of a SASL dialogue, as libsasl2-dev's <sasl/sasl.h> has it: libldap2-dev does not bring that header. */
struct copenldap_sasl_item {
  unsigned long id;
  const char *challenge;
  const char *prompt;
  const char *defresult;
  const void *result;
  unsigned len;
};

#endif
