/// Which version of the tool this is: what `--version` prints, and servers read in their logs.
package enum ProductVersion {
  package static let current = "0.1.0"
}
