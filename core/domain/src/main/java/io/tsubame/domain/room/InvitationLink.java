package io.tsubame.domain.room;

/// A link by which people enter a group room. The code is unique on the server, claimed as a handle
/// before the link is set.
///
/// @param needsApproval whether an administrator lets in whoever comes by the link
public record InvitationLink(String code, boolean needsApproval, String description) {}
